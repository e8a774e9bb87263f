// SPDX-License-Identifier: Apache-2.0
package kasan.itest.foreign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.inject.Inject;
import kasan.exam.ClassPathBundles;
import kasan.itest.ProductTest;
import kasan.lab.api.inventory.LeftOutListener;
import kasan.testkit.HangClock;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Converter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.CoreOptions;
import org.ops4j.pax.exam.Option;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceRegistration;

/**
 * Every call of every contract goes wrong in every way, in every verb that makes it: the user reads
 * one line that names the bundle and the author's own code, and the rest goes on.
 */
class ForeignCodeIT extends ProductTest {
  /** In each of these the extensions of {@link ForeignParts} are used; {@code R} is a recording. */
  private static final List<String> COMMANDS =
      List.of(
          "schemes",
          "archs",
          "workloads",
          "readers",
          "reporters",
          "why foreign",
          "layout --arch foreign",
          "compare R --schemes foreign,original --arch foreign",
          "compare R --schemes foreign,original --layout kasan",
          "run foreign-load --ram 256M --set foreign-load.millis=1 --set foreign-load.scale=1"
              + " --scheme foreign --swap 30pc=original --swap 60pc=foreign --arch x86",
          "run rec:R --scheme foreign",
          "suite --schemes foreign,original --instrumentation both --cases"
              + " kmalloc_oob_right,kmalloc_large_uaf,vmalloc_uaf,vmalloc_stack_uaf,swap_vmalloc_freed_before,slab_page_returned,kasan_global_oob_right",
          "footprint --ram 128M --schemes foreign,original --arch foreign",
          "derive R --out P",
          "reproduce --quick",
          "version --format foreign",
          "foreign");

  /** Calls that none of the commands makes, since they go to another of the same contract. */
  private static final Set<String> NOT_MADE =
      Set.of(
          "Reporter.write(Result,OutputStream)",
          "Reporter.write(Result,OutputStream,Medium)",
          // for a source that is live, when its run is ended early
          "EventSource.endSoon()",
          // nothing asks for these yet
          "Workload.provides()",
          "MachineState.buddyBlocks()",
          // asked at the prompt, of a run that goes on
          "Shadow.meaning(int)");

  /** A verb may take as long as it likes: Ctrl-C interrupts it, and names it when it is deaf. */
  private static final String VERB_RUNS = "Verb.run(Arguments,VerbSession)";

  private static final Pattern NAMED = Pattern.compile("bundle example\\.foreign\\b");
  private static final Pattern LINE_OF_THEIRS =
      Pattern.compile(
          "kasan\\.itest\\.foreign\\.ForeignParts\\.\\w+ \\(ForeignParts\\.java:[0-9]+\\)");
  private static final Pattern LINE_OF_THE_CAUSE =
      Pattern.compile(
          "kasan\\.itest\\.foreign\\.ForeignParts\\.fail \\(ForeignParts\\.java:[0-9]+\\)");

  /** A failure of ours, or a stack trace that nobody asked for. */
  private static final Pattern OURS = Pattern.compile("bundle kasan\\.|\\tat ");

  /** Calls by command, found out once. */
  private static final Map<String, Set<String>> reached = new LinkedHashMap<>();

  @Inject private CommandProcessor processor;
  @TempDir private Path folder;

  /** What was told beside results, ever: each line is told once. */
  private static final List<String> TOLD = new CopyOnWriteArrayList<>();

  private final Set<String> calls = ConcurrentHashMap.newKeySet();
  private final List<String> wrong = new ArrayList<>();
  private volatile String badCall = "";
  private volatile @Nullable Function<Object[], @Nullable Object> fault;
  private final CountDownLatch over = new CountDownLatch(1);
  private final AtomicInteger serial = new AtomicInteger();
  private ServiceRegistration<LeftOutListener> ear;
  private Bundle foreign;

  @Configuration
  static Option[] clock() {
    return new Option[] {
      CoreOptions.composite(ClassPathBundles.scan().install(List.of("kasan.testkit")))
    };
  }

  static List<String> contracts() {
    return ForeignParts.CONTRACTS.stream().map(Class::getSimpleName).toList();
  }

  @BeforeEach
  void addThem() throws Exception {
    System.getProperties().put(ForeignParts.SCRIPT, (Function<Object[], Object>) this::script);
    ear = context.registerService(LeftOutListener.class, TOLD::add, null);
    foreign =
        context.installBundle(
            ForeignParts.BUNDLE,
            new ByteArrayInputStream(ForeignBundle.of(ForeignParts.BUNDLE, ForeignParts.class)));
    foreign.start();
    SmallRecording.write(folder.resolve("R"));
  }

  @AfterEach
  void takeThemAway() throws Exception {
    over.countDown();
    foreign.uninstall();
    ear.unregister();
    System.getProperties().remove(ForeignParts.SCRIPT);
  }

  private @Nullable Object script(Object[] call) {
    if (call[0].equals(ForeignParts.WORDS)) {
      return "not today\nnor tomorrow " + serial.incrementAndGet(); // each is told once
    }
    calls.add(call[0].toString());
    return call[0].equals(badCall) ? fault.apply(call) : null;
  }

  /** What a line of the shell's language prints, or why it fails. */
  private List<String> said(String line) throws Exception {
    Files.deleteIfExists(folder.resolve("P"));
    var console = new ByteArrayOutputStream();
    var said = new ArrayList<String>();
    try (CommandSession session =
        processor.createSession(InputStream.nullInputStream(), console, console)) {
      session.put("SCOPE", "kasan:*");
      session.put(".kasan.ends.with.verb", true);
      session.currentDir(folder);
      Object answer = session.execute(line);
      said.add(session.format(answer, Converter.INSPECT).toString());
    } catch (Exception e) {
      said.add(String.valueOf(e.getMessage()));
      if (e.getMessage() == null || e.getMessage().contains("\n")) {
        wrong.add(line + ": more or less than a line: " + e);
      }
    }
    said.add(console.toString(StandardCharsets.UTF_8));
    return said;
  }

  /** Which calls each command makes when nothing goes wrong. */
  private Map<String, Set<String>> reachedCalmly() throws Exception {
    Map<String, Set<String>> all = new LinkedHashMap<>();
    for (String command : COMMANDS) {
      calls.clear();
      said(command);
      all.put(command, Set.copyOf(calls));
    }
    calls.clear();
    assertEquals(List.of(), wrong);
    assertEquals(List.of(), TOLD);
    return all;
  }

  private List<String> commandsFor(String call) throws Exception {
    if (reached.isEmpty()) {
      reached.putAll(reachedCalmly());
    }
    return COMMANDS.stream().filter(command -> reached.get(command).contains(call)).toList();
  }

  private static Set<String> callsOf(String contract) {
    var all = new TreeSet<String>();
    for (Method method : methodsOf(contract)) {
      all.add(ForeignParts.call(contractOf(contract), method));
    }
    return all;
  }

  private static Class<?> contractOf(String name) {
    return ForeignParts.CONTRACTS.stream()
        .filter(type -> type.getSimpleName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static List<Method> methodsOf(String contract) {
    return Stream.of(contractOf(contract).getMethods())
        .filter(method -> !Modifier.isStatic(method.getModifiers()))
        .toList();
  }

  /** Has a call go wrong in each command that makes it, and looks at what is said then. */
  private void inEach(
      List<String> commands,
      String call,
      String how,
      Function<Object[], @Nullable Object> misdeed,
      Pattern... expected)
      throws Exception {
    for (String command : commands) {
      foreign.stop();
      foreign.start();
      fault = misdeed;
      badCall = call;
      List<String> said = said(command);
      badCall = "";
      String what = call + " " + how + " in " + command + ": ";
      if (said.stream().anyMatch(OURS.asPredicate())) {
        wrong.add(what + "taken for a failure of ours: " + said);
      }
      String all = (String.join("\n", said) + String.join("\n", TOLD)).replaceAll("\\s+", " ");
      for (Pattern each : expected) {
        if (!each.matcher(all).find()) {
          wrong.add(what + "does not say " + each + ": " + said);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("contracts")
  void whatACallThrowsIsNamedAndTheRestGoesOn(String contract) throws Exception {
    for (String call : callsOf(contract)) {
      List<String> commands = commandsFor(call);
      inEach(commands, call, "throws", given -> ForeignParts.WRAPS, NAMED, LINE_OF_THE_CAUSE);
      List<String> one = commands.subList(0, Math.min(1, commands.size()));
      inEach(one, call, "throws", given -> ForeignParts.THROWS, NAMED, LINE_OF_THEIRS);
      inEach(one, call, "lacks", given -> ForeignParts.LACKS_A_CLASS, NAMED, LINE_OF_THEIRS);
      inEach(one, call, "recurses", given -> ForeignParts.RECURSES, NAMED, LINE_OF_THEIRS);
    }
    assertEquals(List.of(), wrong);
    assertTrue(said("schemes").get(0).contains("ondemand"));
  }

  @ParameterizedTest
  @MethodSource("contracts")
  void aCallThatDoesNotComeBackIsNamedAndTheRestGoesOn(String contract) throws Exception {
    for (String call : callsOf(contract)) {
      for (String command : call.equals(VERB_RUNS) ? List.<String>of() : commandsFor(call)) {
        try (var clock = new HangClock()) {
          inEach(List.of(command), call, "hangs", given -> hang(clock), NAMED, LINE_OF_THEIRS);
        }
      }
    }
    assertEquals(List.of(), wrong);
    assertTrue(said("schemes").get(0).contains("ondemand"));
  }

  /** Only threads that the watch knows can be given up. */
  private @Nullable Object hang(HangClock clock) {
    Thread caller = Thread.currentThread();
    if (caller.getName().startsWith("kasan ")) {
      clock.run();
      waitForTheEnd();
    } else {
      wrong.add("called without a watch, on " + caller.getName());
    }
    return null;
  }

  /** Deaf to interrupts. */
  private void waitForTheEnd() {
    CountDownLatch end = over;
    boolean waits = true;
    while (waits) {
      try {
        end.await();
        waits = false;
      } catch (InterruptedException e) {
        waits = true;
      }
    }
  }

  @ParameterizedTest
  @MethodSource("contracts")
  void anAnswerThatIsNoneIsNamed(String contract) throws Exception {
    for (Method method : methodsOf(contract)) {
      String call = ForeignParts.call(contractOf(contract), method);
      for (Object lie : Lies.of(method)) {
        Pattern[] expected = Lies.isWrong(method, lie) ? new Pattern[] {NAMED} : new Pattern[0];
        inEach(
            commandsFor(call),
            call,
            "answers " + Lies.inWords(lie),
            given -> new Object[] {Lies.told(lie, given)},
            expected);
      }
    }
    assertEquals(List.of(), wrong);
  }

  /** A constructor is the author's code, too; here it is a service factory. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "ShadowScheme: schemes",
        "Architecture: archs",
        "Workload: workloads",
        "RecordingReader: readers",
        "Reporter: version --format foreign",
        "Verb: foreign"
      })
  void whatCannotBeMadeIsNamed(String words) throws Exception {
    String[] parts = words.split(": ", 2);
    String call = parts[0] + ForeignParts.CONSTRUCTOR;
    List<String> command = List.of(parts[1]);
    inEach(command, call, "throws", given -> ForeignParts.THROWS, NAMED);
    inEach(command, call, "recurses", given -> ForeignParts.RECURSES, NAMED);
    inEach(command, call, "answers null", given -> new Object[] {null}, NAMED);
    try (var clock = new HangClock()) {
      inEach(command, call, "hangs", given -> hang(clock), NAMED);
    }
    assertEquals(List.of(), wrong);
  }

  @Test
  void theCommandsMakeEveryCall() throws Exception {
    var missing = new TreeSet<String>();
    for (String contract : contracts()) {
      for (String call : callsOf(contract)) {
        if (commandsFor(call).isEmpty()) {
          missing.add(call);
        }
      }
    }
    assertEquals(NOT_MADE, missing);
  }
}
