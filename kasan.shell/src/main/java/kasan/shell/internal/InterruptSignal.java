// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal;

import java.lang.reflect.Proxy;
import kasan.shell.internal.call.InterruptKey;
import org.jspecify.annotations.Nullable;

/**
 * Ctrl-C while a verb of the command line works: the first tells the verb, which ends with what it
 * has; the next ends the process, and names the verb that did not hear. What a verb has done to the
 * machine is undone even then, by its hooks.
 *
 * <p>Java offers it in {@code sun.misc} alone, of which its compiler warns whoever names a class
 * there, and which frameworks need not show: where it is not to be had, Ctrl-C ends the process, as
 * it does where nobody listens.
 */
final class InterruptSignal implements AutoCloseable {
  private static final int STATUS = 130; // as shells tell that SIGINT ended a process

  private final @Nullable Object before;

  private InterruptSignal(@Nullable Object before) {
    this.before = before;
  }

  /** Listens until it is closed. */
  static InterruptSignal passTo(InterruptKey key, String verb) {
    return heardBy(() -> press(key, verb));
  }

  /** As above, for whoever wants to hear of it, on a thread of its own. */
  static InterruptSignal heardBy(Runnable listener) {
    try {
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      return new InterruptSignal(
          handle(
              Proxy.newProxyInstance(
                  InterruptSignal.class.getClassLoader(),
                  new Class<?>[] {handler},
                  (proxy, method, arguments) ->
                      heard(proxy, method.getName(), arguments, listener))));
    } catch (ReflectiveOperationException | RuntimeException e) {
      return new InterruptSignal(null);
    }
  }

  /** Also what every object is asked. */
  private static @Nullable Object heard(
      Object self, String method, Object @Nullable [] arguments, Runnable listener) {
    switch (method) {
      case "handle" -> listener.run();
      case "equals" -> {
        return arguments != null && arguments[0] == self;
      }
      case "hashCode" -> {
        return System.identityHashCode(self);
      }
      default -> {
        return "listener to Ctrl-C";
      }
    }
    return null;
  }

  /** The handler that was there before. */
  private static Object handle(Object handler) throws ReflectiveOperationException {
    Class<?> signal = Class.forName("sun.misc.Signal");
    return signal
        .getMethod("handle", signal, Class.forName("sun.misc.SignalHandler"))
        .invoke(null, signal.getConstructor(String.class).newInstance("INT"), handler);
  }

  private static void press(InterruptKey key, String verb) {
    if (!key.press() && !key.pressAhead()) {
      String where = key.where();
      System.err.println(
          "kasan: " + (where.isEmpty() ? verb : where) + ": did not stop, and was ended");
      ProcessEnd.atTheLatest(STATUS, ProcessEnd.HOOKS);
      Runtime.getRuntime().exit(STATUS);
    }
  }

  @Override
  public void close() {
    if (before != null) {
      try {
        handle(before);
      } catch (ReflectiveOperationException e) {
        // it could be done before
      }
    }
  }
}
