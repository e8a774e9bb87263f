// SPDX-License-Identifier: Apache-2.0
package kasan.testkit;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.function.LongUnaryOperator;
import kasan.api.option.OptionSpec;
import kasan.api.option.Options;
import kasan.api.scheme.KernelTruth;
import kasan.api.scheme.KernelView;
import kasan.api.scheme.Shadow;
import kasan.api.scheme.ShadowScheme;

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

  /** The scheme, but its shadows are told of these, too, when they are built. */
  static ShadowScheme toldTo(ShadowScheme scheme, LongUnaryOperator tagged, Slabs slabs) {
    return new ShadowScheme() {
      @Override
      public List<OptionSpec> options() {
        return scheme.options();
      }

      @Override
      public Shadow attach(KernelView view, Options options) {
        return scheme.attach(in(view, tagged, slabs), options);
      }
    };
  }

  /** The view, but for what its truth says of these. */
  private static KernelView in(KernelView view, LongUnaryOperator tagged, Slabs slabs) {
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
