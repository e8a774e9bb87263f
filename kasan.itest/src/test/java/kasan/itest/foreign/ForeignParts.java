// SPDX-License-Identifier: Apache-2.0
package kasan.itest.foreign;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import kasan.api.arch.Architecture;
import kasan.api.report.Reporter;
import kasan.api.report.Result;
import kasan.api.report.Section;
import kasan.api.scheme.Shadow;
import kasan.api.scheme.ShadowScheme;
import kasan.api.workload.EventSource;
import kasan.api.workload.MachineState;
import kasan.api.workload.PageFlags;
import kasan.api.workload.Recording;
import kasan.api.workload.RecordingReader;
import kasan.api.workload.Workload;
import kasan.shell.verb.Arguments;
import kasan.shell.verb.Synopsis;
import kasan.shell.verb.Verb;
import kasan.shell.verb.VerbSession;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceFactory;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;

/**
 * A third party's bundle with an extension of each kind, all named {@value #NAME}. Each does what a
 * built-in one does, until a script says that a call goes wrong. Bundle and test share no class but
 * those of Java, so the script is one of these.
 */
public final class ForeignParts implements BundleActivator {
  static final String NAME = "foreign";

  /** The workload has a name of its own, so that its options are not the scheme's. */
  static final String LOAD = "foreign-load";

  static final String BUNDLE = "example.foreign";

  /**
   * System property that holds the script: a function of a call and its arguments. It says what is
   * done instead of an answer, see {@link #misbehave}; null for nothing, and may hang.
   */
  static final String SCRIPT = "example.foreign.script";

  /** The call that makes the service of a kind, behind its name. */
  static final String CONSTRUCTOR = ".new";

  static final String THROWS = "throws";

  /** Asks the script for the message of what is thrown. */
  static final String WORDS = "words";

  static final String WRAPS = "wraps";
  static final String LACKS_A_CLASS = "lacks a class";
  static final String RECURSES = "recurses";

  /** What extensions are and make: each of their methods is called by a script. */
  static final List<Class<?>> CONTRACTS =
      List.of(
          ShadowScheme.class,
          Shadow.class,
          Architecture.class,
          Workload.class,
          EventSource.class,
          RecordingReader.class,
          Recording.class,
          MachineState.class,
          PageFlags.class,
          Reporter.class,
          Verb.class,
          Result.class);

  private static final Map<Class<?>, Map<String, Object>> KINDS =
      Map.of(
          ShadowScheme.class,
              Map.of(
                  "kasan.scheme.name", NAME,
                  "kasan.scheme.title", "a third party's",
                  "kasan.scheme.source", "a third party",
                  "kasan.scheme.staticCost", "R/8",
                  "kasan.scheme.instrumentation", new String[] {"outline", "inline"}),
          Architecture.class, Map.of("kasan.arch.name", NAME, "kasan.arch.title", "theirs"),
          Workload.class, Map.of("kasan.workload.name", LOAD, "kasan.workload.title", "theirs"),
          RecordingReader.class, Map.of("kasan.reader.name", NAME, "kasan.reader.title", "theirs"),
          Reporter.class, Map.of("kasan.reporter.name", NAME, "kasan.reporter.title", "theirs"),
          Verb.class, Map.of("kasan.verb.name", NAME, "kasan.verb.summary", "Say a word"));

  /** The built-in extension that each is a copy of. */
  private static final Map<Class<?>, String> ORIGINALS =
      Map.of(
          ShadowScheme.class, "(kasan.scheme.name=original)",
          Architecture.class, "(kasan.arch.name=x86)",
          Workload.class, "(kasan.workload.name=fork-exec)",
          RecordingReader.class, "(kasan.reader.name=tracefs)",
          Reporter.class, "(kasan.reporter.name=table)");

  @Override
  public void start(BundleContext context) {
    KINDS.forEach((type, properties) -> register(context, type, properties));
  }

  private static <T> void register(
      BundleContext context, Class<T> type, Map<String, Object> properties) {
    var all = new HashMap<>(properties);
    all.put("service.ranking", 1);
    context.registerService(
        type,
        new ServiceFactory<T>() {
          @Override
          public T getService(Bundle bundle, ServiceRegistration<T> registration) {
            Object told = script().apply(new Object[] {type.getSimpleName() + CONSTRUCTOR});
            return told == null ? part(type, original(context, type)) : type.cast(misbehave(told));
          }

          @Override
          public void ungetService(Bundle bundle, ServiceRegistration<T> registration, T service) {}
        },
        FrameworkUtil.asDictionary(all));
  }

  @Override
  public void stop(BundleContext context) {}

  private static Object original(BundleContext context, Class<?> type) {
    if (type == Verb.class) {
      return new Saying();
    }
    try {
      ServiceReference<?> reference =
          context.getServiceReferences(type, ORIGINALS.get(type)).iterator().next();
      return context.getService(reference);
    } catch (InvalidSyntaxException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static <T> T part(Class<T> type, Object original) {
    return type.cast(
        Proxy.newProxyInstance(
            ForeignParts.class.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> answer(type, original, method, arguments)));
  }

  private static @Nullable Object answer(
      Class<?> type, Object original, Method method, Object @Nullable [] arguments)
      throws Throwable {
    Object[] given = arguments == null ? new Object[0] : arguments;
    if (method.getDeclaringClass() != Object.class) {
      Object told = script().apply(new Object[] {call(type, method), given});
      if (told != null) {
        return misbehave(told);
      }
    }
    try {
      Object answer = method.invoke(original, given);
      for (Class<?> contract : CONTRACTS) {
        if (contract.isInstance(answer)) {
          return part(contract, answer);
        }
      }
      return answer;
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  /** A call as the script knows it; two methods of one name differ in what they take. */
  static String call(Class<?> type, Method method) {
    var words = new StringJoiner(",", type.getSimpleName() + "." + method.getName() + "(", ")");
    for (Class<?> taken : method.getParameterTypes()) {
      words.add(taken.getSimpleName());
    }
    return words.toString();
  }

  @SuppressWarnings("unchecked")
  private static Function<Object[], Object> script() {
    return (Function<Object[], Object>) System.getProperties().get(SCRIPT);
  }

  /**
   * @param told a word for what to throw, or an array that holds what to answer
   */
  private static @Nullable Object misbehave(Object told) {
    if (told instanceof Object[] answer) {
      return answer[0];
    }
    switch (told.toString()) {
      case THROWS ->
          throw new IllegalStateException(script().apply(new Object[] {WORDS}).toString());
      case WRAPS -> throw wrapped();
      case LACKS_A_CLASS -> throw new NoClassDefFoundError("example/Gone");
      case RECURSES -> deeper(0);
      default -> throw new IllegalArgumentException(told.toString());
    }
    return null;
  }

  /** What went wrong lies two causes deep, and was thrown elsewhere than what wraps it. */
  private static RuntimeException wrapped() {
    try {
      fail();
      throw new AssertionError();
    } catch (IllegalStateException e) {
      return new CompletionException(new InvocationTargetException(e));
    }
  }

  private static void fail() {
    throw new IllegalStateException(script().apply(new Object[] {WORDS}).toString());
  }

  @SuppressWarnings("InfiniteRecursion")
  private static long deeper(long depth) {
    return deeper(depth + 1) + depth;
  }

  /** Says a word, and all kinds of parts that a result may have. */
  private static final class Saying implements Verb {
    @Override
    public Synopsis synopsis() {
      return Synopsis.EMPTY;
    }

    @Override
    public Result run(Arguments given, VerbSession session) {
      return new Said();
    }
  }

  private static final class Said implements Result {
    @Override
    public String verb() {
      return NAME;
    }

    @Override
    public Map<String, @Nullable Object> tree() {
      return Map.of("word", "said");
    }

    @Override
    public List<Section> sections() {
      return List.of(new Section.Text("", List.of("said")));
    }
  }
}
