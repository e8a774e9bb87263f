// SPDX-License-Identifier: Apache-2.0
package kasan.lab.api;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import kasan.api.BadInputException;
import kasan.lab.api.inventory.OptionLayer;
import kasan.lab.api.wall.Wall;
import org.jspecify.annotations.Nullable;

/**
 * Plans as JSON. What {@link #write} wrote {@link #read} reads back as the same plan. The key
 * {@code plan} says which one it is; a key that is missing stands for what is usual, and one that
 * is not known, or whose value is of another type or out of range, is an error that names it.
 */
public final class Plans {
  private static final String KIND = "plan";
  private static final String COMPARE = "compare";
  private static final String FOOTPRINT = "footprint";
  private static final String REPRODUCE = "reproduce";
  private static final String RUN = "run";
  private static final String SUITE = "suite";
  private static final List<String> KINDS = List.of(COMPARE, FOOTPRINT, REPRODUCE, RUN, SUITE);

  private static final String SETTINGS = "settings";
  private static final String CONFIGURED = "configured";

  private static final long MOST_MIB = 1L << 30;
  private static final long MOST_CPUS = 1 << 10;
  private static final long MOST_PROGRAMS = 10_000_000;
  private static final long WHOLE = 100;

  private Plans() {}

  /** A plan as JSON. */
  public static String write(Plan plan) {
    Map<String, @Nullable Object> tree = new LinkedHashMap<>();
    if (plan instanceof ComparePlan compare) {
      tree.put(KIND, COMPARE);
      tree.put("source", compare.source());
      tree.put("schemes", compare.schemes());
      tree.put("arch", compare.arch());
      tree.put("layout", compare.layout());
      write(compare.settings(), tree);
    } else if (plan instanceof FootprintPlan footprint) {
      tree.put(KIND, FOOTPRINT);
      tree.put("ramMib", footprint.ramMib());
      tree.put("cpus", footprint.cpus());
      tree.put("profile", footprint.profile());
      tree.put("instrumentation", footprint.instrumentation());
      tree.put("schemes", footprint.schemes());
      tree.put("arch", footprint.arch());
      write(footprint.settings(), tree);
    } else if (plan instanceof ReproducePlan reproduce) {
      tree.put(KIND, REPRODUCE);
      tree.put("quick", reproduce.quick());
      tree.put("seed", reproduce.seed());
    } else if (plan instanceof RunPlan run) {
      write(run, tree);
    } else if (plan instanceof SuitePlan suite) {
      write(suite, tree);
    }
    tree.put("hangSeconds", plan.hangSeconds());
    return Json.write(tree);
  }

  private static void write(Settings settings, Map<String, @Nullable Object> tree) {
    tree.put(SETTINGS, settings.byOwner());
    if (!settings.below().isEmpty()) {
      tree.put(CONFIGURED, settings.below().stream().map(Plans::tree).toList());
    }
  }

  private static Map<String, @Nullable Object> tree(OptionLayer layer) {
    Map<String, @Nullable Object> tree = new LinkedHashMap<>();
    tree.put("origin", layer.origin());
    tree.put(SETTINGS, layer.byOwner());
    return tree;
  }

  private static void write(RunPlan run, Map<String, @Nullable Object> tree) {
    tree.put(KIND, RUN);
    tree.put("source", run.source());
    tree.put("scheme", run.scheme());
    tree.put("ramMib", run.ramMib());
    tree.put("cpus", run.cpus());
    tree.put("seed", run.seed());
    tree.put("layout", run.layout());
    tree.put("arch", run.arch());
    tree.put("instrumentation", run.instrumentation());
    tree.put("profile", run.profile());
    tree.put("swaps", run.swaps().stream().map(Plans::tree).toList());
    tree.put("timing", run.timing());
    tree.put("follow", run.follow());
    write(run.settings(), tree);
    tree.put("aged", run.aged());
  }

  private static Map<String, @Nullable Object> tree(PlannedSwap swap) {
    Map<String, @Nullable Object> tree = new LinkedHashMap<>();
    tree.put("at", swap.at());
    tree.put("percent", swap.percent());
    tree.put("scheme", swap.scheme());
    return tree;
  }

  private static void write(SuitePlan suite, Map<String, @Nullable Object> tree) {
    tree.put(KIND, SUITE);
    tree.put("schemes", suite.schemes());
    tree.put("instrumentation", suite.instrumentation());
    tree.put("forced", suite.forced());
    tree.put("cases", suite.cases());
    tree.put("mode", suite.mode());
    tree.put("files", suite.files());
    tree.put("randomPrograms", suite.randomPrograms());
    tree.put("seed", suite.seed());
    tree.put("arch", suite.arch());
    write(suite.settings(), tree);
  }

  /**
   * Reads a plan.
   *
   * @throws BadInputException in one line, naming the key
   */
  public static Plan read(String json) {
    var fields = new JsonFields(KIND, Json.read(KIND, json));
    String kind = fields.text(KIND);
    Plan plan =
        switch (kind) {
          case COMPARE -> compare(fields);
          case FOOTPRINT -> footprint(fields);
          case REPRODUCE ->
              new ReproducePlan(fields.flag("quick", false), seed(fields, 1), hangSeconds(fields));
          case RUN -> run(fields);
          case SUITE -> suite(fields);
          default -> throw BadInputException.unknownName(KIND, kind, KINDS);
        };
    fields.end();
    return plan;
  }

  private static ComparePlan compare(JsonFields fields) {
    return ComparePlan.of(fields.text("source"))
        .schemes(fields.texts("schemes"))
        .arch(fields.text("arch", ""))
        .layout(fields.text("layout", "recorded"))
        .hangSeconds(hangSeconds(fields))
        .settings(settings(fields))
        .build();
  }

  private static FootprintPlan footprint(JsonFields fields) {
    return FootprintPlan.of(fields.numbers("ramMib", 1, MOST_MIB))
        .cpus((int) fields.number("cpus", 1, MOST_CPUS, 2))
        .profile(fields.text("profile", ""))
        .instrumentation(fields.text("instrumentation", "outline"))
        .schemes(fields.texts("schemes"))
        .arch(fields.text("arch", ""))
        .hangSeconds(hangSeconds(fields))
        .settings(settings(fields))
        .build();
  }

  private static RunPlan run(JsonFields fields) {
    return RunPlan.of(fields.text("source"), fields.text("scheme"))
        .ramMib(fields.number("ramMib", 0, MOST_MIB, 0))
        .cpus((int) fields.number("cpus", 0, MOST_CPUS, 0))
        .seed(seed(fields, 1))
        .layout(fields.text("layout", ""))
        .arch(fields.text("arch", ""))
        .instrumentation(fields.text("instrumentation", ""))
        .profile(fields.text("profile", ""))
        .swaps(fields.list("swaps").stream().map(Plans::swap).toList())
        .hangSeconds(hangSeconds(fields))
        .timing(fields.flag("timing", false))
        .follow(fields.flag("follow", false))
        .settings(settings(fields))
        .aged(fields.text("aged", ""))
        .build();
  }

  private static PlannedSwap swap(@Nullable Object value) {
    var fields = new JsonFields("plan: swaps", value);
    boolean percent = fields.flag("percent", false);
    var swap =
        new PlannedSwap(
            fields.number("at", 0, percent ? WHOLE : Long.MAX_VALUE, 0),
            percent,
            fields.text("scheme"));
    fields.end();
    return swap;
  }

  private static SuitePlan suite(JsonFields fields) {
    return SuitePlan.of()
        .schemes(fields.texts("schemes"))
        .instrumentation(fields.text("instrumentation", "outline"))
        .forced(fields.flag("forced", false))
        .cases(fields.text("cases", ""))
        .mode(fields.text("mode", "generic"))
        .files(fields.texts("files"))
        .randomPrograms(fields.number("randomPrograms", 0, MOST_PROGRAMS, 0))
        .seed(seed(fields, 0))
        .arch(fields.text("arch", ""))
        .hangSeconds(hangSeconds(fields))
        .settings(settings(fields))
        .build();
  }

  private static long seed(JsonFields fields, long usual) {
    return fields.number("seed", Long.MIN_VALUE, Long.MAX_VALUE, usual);
  }

  private static int hangSeconds(JsonFields fields) {
    return (int) fields.number("hangSeconds", 1, Integer.MAX_VALUE, Wall.USUAL_SECONDS);
  }

  private static Settings settings(JsonFields fields) {
    Map<String, Map<String, String>> asked = byOwner(fields);
    var below = new ArrayList<OptionLayer>();
    for (Object each : fields.list(CONFIGURED)) {
      var layer = new JsonFields("plan: " + CONFIGURED, each);
      below.add(new OptionLayer(layer.text("origin"), byOwner(layer)));
      layer.end();
    }
    return new Settings(asked, below);
  }

  private static Map<String, Map<String, String>> byOwner(JsonFields fields) {
    var byOwner = new TreeMap<String, Map<String, String>>();
    if (!fields.has(SETTINGS)) {
      fields.take(SETTINGS);
      return byOwner;
    }
    var owners = new JsonFields("plan: " + SETTINGS, fields.take(SETTINGS));
    for (String owner : owners.keys()) {
      var options = new JsonFields("plan: settings: " + owner, owners.take(owner));
      var set = new TreeMap<String, String>();
      options.keys().forEach(option -> set.put(option, options.text(option)));
      byOwner.put(owner, set);
    }
    return byOwner;
  }
}
