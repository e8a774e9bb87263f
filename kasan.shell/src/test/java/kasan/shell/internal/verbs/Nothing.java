// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal.verbs;

import java.lang.reflect.Proxy;

/** Services that a test needs but does not call. */
final class Nothing {
  private Nothing() {}

  static <T> T of(Class<T> type) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              throw new UnsupportedOperationException(method.getName());
            }));
  }
}
