// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal.verb;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Supplier;
import kasan.lab.api.ExtensionKind;
import kasan.lab.api.Lab;
import kasan.lab.api.Run;
import kasan.lab.api.Runs;
import kasan.lab.api.Suite;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/**
 * What the line editor offers behind a verb: options, and names of what is there now. The shell's
 * profile ({@code etc/gosh_profile}) asks.
 */
@Component(
    service = CompletionWords.class,
    property = {
      "osgi.command.scope=completion",
      "osgi.command.function=verbs",
      "osgi.command.function=options",
      "osgi.command.function=files",
      "osgi.command.function=words"
    })
public final class CompletionWords {
  /** Verbs that know what they take. */
  private static final Map<String, Supplier<Synopsis>> SYNOPSES =
      Map.ofEntries(
          Map.entry("compare", CompareVerb::synopsis),
          Map.entry("derive", DeriveVerb::synopsis),
          Map.entry("explain", ExplainVerb::synopsis),
          Map.entry("footprint", FootprintVerb::synopsis),
          Map.entry("reproduce", ReproduceVerb::synopsis),
          Map.entry("layout", LayoutVerb::synopsis),
          Map.entry("new-scheme", NewSchemeVerb::synopsis),
          Map.entry("record", RecordVerb::synopsis),
          Map.entry("run", RunVerb::synopsis),
          Map.entry("suite", SuiteVerb::synopsis),
          Map.entry("why", WhyVerb::synopsis),
          list("schemes", ExtensionKind.SCHEMES, ListVerbs.SCHEMES),
          list("archs", ExtensionKind.ARCHS, ListVerbs.ARCHS),
          list("workloads", ExtensionKind.WORKLOADS, ListVerbs.WORKLOADS),
          list("readers", ExtensionKind.READERS, ListVerbs.READERS),
          list("reporters", ExtensionKind.REPORTERS, ListVerbs.REPORTERS));

  /** Flags, behind which no value stands. */
  private static final List<String> FLAGS =
      List.of(
          "--",
          "--help",
          "--cold",
          "--force",
          "--quick",
          "--timing",
          "--update",
          "--wait",
          "--write");

  private final Lab lab;

  // Optional: all other words are there without it.
  @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
  private volatile @Nullable Suite suite;

  @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
  private volatile @Nullable Runs runs;

  /** Takes what knows the names. */
  @Activate
  public CompletionWords(@Reference Lab lab) {
    this.lab = lab;
  }

  private static Map.Entry<String, Supplier<Synopsis>> list(
      String verb, ExtensionKind kind, String summary) {
    return Map.entry(verb, () -> ListVerbs.synopsis(kind, summary));
  }

  /** Verbs, ascending. */
  public List<String> verbs() {
    var verbs = new TreeSet<String>(SYNOPSES.keySet());
    verbs.addAll(RunningVerbs.synopses().keySet());
    return List.copyOf(verbs);
  }

  /** Options of a verb, without their hyphens. */
  public List<String> options(String verb) {
    var names = new ArrayList<String>();
    Supplier<Synopsis> synopsis = SYNOPSES.getOrDefault(verb, RunningVerbs.synopses().get(verb));
    if (synopsis != null) {
      for (String name : synopsis.get().delivered().optionNames()) {
        names.add(name.substring(2));
      }
    }
    return names;
  }

  /** Whether a file may stand at a place of a line. */
  public boolean files(List<?> words, int index) {
    String option = option(words, index);
    String verb = verb(words);
    return option.equals("--out")
        || option.equals("--profile")
        || option.isEmpty()
            && List.of("compare", "derive", "explain", "new-scheme", "record", "run", "suite")
                .contains(verb);
  }

  /** What may stand at a place of a line, other than files and options. */
  public List<String> words(List<?> words, int index) {
    String word = index < words.size() ? words.get(index).toString() : "";
    return switch (option(words, index)) {
      case "--format" -> lab.names(ExtensionKind.REPORTERS);
      case "--arch" -> lab.names(ExtensionKind.ARCHS);
      case "--layout" ->
          verb(words).equals("run")
              ? List.of("kasan", "plain", "recorded", "widest")
              : CompareVerb.LAYOUTS;
      case "--run" -> runNames();
      case "--scheme" -> lab.names(ExtensionKind.SCHEMES);
      case "--swap" -> swaps(word);
      case "--instrumentation" -> List.of("outline", "inline", "both");
      case "--mode" -> SuiteVerb.MODES;
      case "--cases" -> listed(cases(), word);
      case "--schemes" -> listed(lab.names(ExtensionKind.SCHEMES), word);
      case "--set" -> settings(word);
      case "" -> operands(verb(words));
      default -> List.of();
    };
  }

  private static String verb(List<?> words) {
    String first = words.isEmpty() ? "" : words.get(0).toString();
    return first.substring(first.indexOf(':') + 1);
  }

  /** The option whose value stands at a place; empty when it is an operand. */
  private static String option(List<?> words, int index) {
    String before = index > 1 ? words.get(index - 1).toString() : "";
    boolean takesValue = before.startsWith("--") && !FLAGS.contains(before);
    return takesValue ? before : "";
  }

  private List<String> operands(String verb) {
    return switch (verb) {
      case "why" -> everything();
      case "run" -> lab.names(ExtensionKind.WORKLOADS);
      case "swap" -> lab.names(ExtensionKind.SCHEMES);
      default -> List.of();
    };
  }

  private List<String> runNames() {
    Runs there = runs;
    return there == null ? List.of() : there.all().stream().map(Run::name).toList();
  }

  /** Schemes behind the moment that stands there already. */
  private List<String> swaps(String word) {
    String moment = word.substring(0, word.lastIndexOf('=') + 1);
    return moment.isEmpty()
        ? List.of()
        : lab.names(ExtensionKind.SCHEMES).stream().map(name -> moment + name).toList();
  }

  private List<String> cases() {
    Suite there = suite;
    return there == null ? List.of() : there.cases();
  }

  /** Names behind those that stand there already, between commas. */
  private static List<String> listed(List<String> names, String word) {
    String before = word.substring(0, word.lastIndexOf(',') + 1);
    List<String> taken = List.of(before.split(","));
    var words = new ArrayList<String>();
    for (String name : names) {
      if (!taken.contains(name)) {
        words.add(before + name);
      }
    }
    return words;
  }

  /** {@code OPTION=} first, then each value of it. */
  private List<String> settings(String word) {
    var words = new ArrayList<String>();
    options()
        .forEach(
            (set, values) -> {
              if (!word.startsWith(set + "=")) {
                words.add(set + "=");
              } else if (values.contains("|")) {
                for (String value : values.split("\\|", -1)) {
                  words.add(set + "=" + value);
                }
              }
            });
    return words;
  }

  /** Every option that can be set, with its values. */
  private Map<String, String> options() {
    var all = new LinkedHashMap<String, String>();
    for (ExtensionKind kind :
        List.of(ExtensionKind.SCHEMES, ExtensionKind.ARCHS, ExtensionKind.READERS)) {
      collect(lab.list(kind).tree(), all);
    }
    return all;
  }

  private static void collect(Object tree, Map<String, String> into) {
    if (tree instanceof List<?> list) {
      list.forEach(element -> collect(element, into));
    } else if (tree instanceof Map<?, ?> map) {
      if (map.get("set") instanceof String set) {
        into.put(set, String.valueOf(map.get("values")));
      } else {
        map.values()
            .forEach(
                value -> {
                  if (value != null) {
                    collect(value, into);
                  }
                });
      }
    }
  }

  private List<String> everything() {
    var names = new ArrayList<String>();
    for (ExtensionKind kind : ExtensionKind.values()) {
      names.addAll(lab.names(kind));
    }
    names.addAll(verbs());
    return names;
  }
}
