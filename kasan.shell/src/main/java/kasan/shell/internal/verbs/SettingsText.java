// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal.verbs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import kasan.api.BadInputException;
import kasan.lab.api.Lab;
import kasan.lab.api.Settings;
import kasan.lab.api.inventory.ExtensionKind;
import kasan.shell.verb.Words;
import org.jspecify.annotations.Nullable;

/** Settings as users write them: {@code --set [NAME.]OPTION=VALUE}. */
final class SettingsText {
  private static final String EXPECTED =
      "--set takes [NAME.]OPTION=VALUE, such as page.recheck=off";

  private SettingsText() {}

  /**
   * @param words such as {@code page.recheck=off} or {@code unknown=free}
   * @throws BadInputException for a word of another shape, or an option set twice
   */
  static Settings parse(List<String> words) {
    var byOwner = new TreeMap<String, Map<String, String>>();
    for (String word : words) {
      KeyValue pair = KeyValue.parse(word, EXPECTED);
      int dot = pair.key().lastIndexOf('.');
      String option = pair.key().substring(dot + 1);
      if (dot == 0 || option.isEmpty()) {
        throw new BadInputException(EXPECTED + ", not '" + word + "'");
      }
      String owner = dot < 0 ? "" : pair.key().substring(0, dot);
      if (byOwner.computeIfAbsent(owner, o -> new TreeMap<>()).put(option, pair.value()) != null) {
        throw new BadInputException("--set " + word + ": set twice");
      }
    }
    return new Settings(byOwner);
  }

  /** What can be set: owners first, then their options, then the values of one. */
  static Words words(Lab lab) {
    return (typed, directory) -> offered(options(lab), typed);
  }

  private static List<String> offered(Map<String, String> options, String typed) {
    int equals = typed.indexOf('=');
    if (equals >= 0) {
      return values(typed.substring(0, equals + 1), options.get(typed.substring(0, equals)));
    }
    String owner = typed.substring(0, typed.lastIndexOf('.') + 1);
    var words = new TreeSet<String>();
    for (String option : options.keySet()) {
      if (option.startsWith(owner)) {
        int dot = option.indexOf('.', owner.length());
        words.add(dot < 0 ? option + "=" : option.substring(0, dot + 1));
      }
    }
    return List.copyOf(words);
  }

  private static List<String> values(String before, @Nullable String values) {
    var words = new ArrayList<String>();
    if (values != null && values.contains("|")) {
      for (String value : values.split("\\|", -1)) {
        words.add(before + value);
      }
    }
    return words;
  }

  /** Every option that can be set, with its values. */
  private static Map<String, String> options(Lab lab) {
    var all = new LinkedHashMap<String, String>();
    for (ExtensionKind kind :
        List.of(
            ExtensionKind.SCHEMES,
            ExtensionKind.ARCHS,
            ExtensionKind.WORKLOADS,
            ExtensionKind.READERS)) {
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
        for (Object value : map.values()) {
          if (value != null) {
            collect(value, into);
          }
        }
      }
    }
  }
}
