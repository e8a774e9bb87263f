// SPDX-License-Identifier: Apache-2.0
package kasan.testkit;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.function.LongUnaryOperator;
import kasan.api.scheme.KernelTruth;
import kasan.api.scheme.KernelView;

/**
 * What a shadow that is built on a running kernel is told beyond what the modelled kernel knows:
 * which pointers programs have, and slabs that nothing was handed out of yet.
 */
final class TestTruth {
  private TestTruth() {}

  /** Tells all slabs. */
  @FunctionalInterface
  interface Slabs {
    void forEach(KernelTruth.SlabVisitor visitor);
  }

  /** The view, but for what its truth says of these. */
  static KernelView in(KernelView view, LongUnaryOperator tagged, Slabs slabs) {
    KernelTruth truth =
        proxy(
            KernelTruth.class,
            (self, method, arguments) -> {
              if (method.getName().equals("tagged")) {
                return tagged.applyAsLong((Long) arguments[0]);
              }
              if (method.getName().equals("forEachKnownSlab")) {
                slabs.forEach((KernelTruth.SlabVisitor) arguments[0]);
                return null;
              }
              return method.invoke(view.truth(), arguments);
            });
    return proxy(
        KernelView.class,
        (self, method, arguments) ->
            method.getName().equals("truth") ? truth : method.invoke(view, arguments));
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    InvocationHandler unwrapping =
        (self, method, arguments) -> {
          try {
            return handler.invoke(self, method, arguments);
          } catch (InvocationTargetException e) {
            throw e.getCause();
          }
        };
    return type.cast(
        Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, unwrapping));
  }
}
