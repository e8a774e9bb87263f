// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.trace;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kasan.workload.internal.events.Rows;
import org.jspecify.annotations.Nullable;

/**
 * Reads a line the slow and obvious way, with regular expressions; writes it as {@link Rows} do.
 */
final class NaiveTrace {
  private static final Pattern LINE =
      Pattern.compile(
          " *(?<comm>.{0,16})(?:-| +)(?:\\d+/)?(?<pid>\\d+) +(?:\\([ \\d-]+\\) +)?\\[(?<cpu>\\d+)\\]"
              + " +(?:[^\\d ]\\S* +)?(?<s>\\d+)\\.(?<f>\\d+): +(?:\\w+:)?(?<event>\\w+):"
              + " *(?<body>.*)");

  private NaiveTrace() {}

  /** The row of a line; null when it has none. */
  static @Nullable String row(String line) {
    Matcher m = LINE.matcher(line);
    if (!m.matches()) {
      throw new IllegalArgumentException(line);
    }
    String body = m.group("body");
    String event = m.group("event");
    String rest = fields(event, body);
    if (rest == null) {
      return null;
    }
    String fraction = (m.group("f") + "000000000").substring(0, 9);
    int kindEnd = rest.indexOf(' ');
    return rest.substring(0, kindEnd)
        + " "
        + Long.parseLong(m.group("s") + fraction)
        + " cpu="
        + Integer.parseInt(m.group("cpu"))
        + " pid="
        + m.group("pid")
        + rest.substring(kindEnd);
  }

  private static @Nullable String fields(String event, String body) {
    switch (event) {
      case "kmalloc", "kmalloc_node", "kmem_cache_alloc", "kmem_cache_alloc_node" -> {
        boolean cache = event.startsWith("kmem");
        String name = cache ? find(body, "name[=:] ?(.*?)(?= \\w+[=:]|$)") : null;
        return (cache ? "CACHE_ALLOC " : "KMALLOC ")
            + pointer(body)
            + " "
            + find(body, "bytes_req[=:] ?(\\d+)")
            + " "
            + find(body, "bytes_alloc[=:] ?(\\d+)")
            + " "
            + (name == null ? "-" : name);
      }
      case "kfree" -> {
        return pointer(body).equals("0x0") ? null : "KFREE " + pointer(body) + " 0 0 -";
      }
      case "kmem_cache_free" -> {
        String name = find(body, "name[=:] ?(.*?)(?= \\w+[=:]|$)");
        return "CACHE_FREE " + pointer(body) + " 0 0 " + (name == null ? "-" : name);
      }
      case "mm_page_alloc" -> {
        return "PAGE_ALLOC " + pfn(body) + " 0 " + order(body) + " " + gfp(body);
      }
      case "mm_page_free" -> {
        return "PAGE_FREE " + pfn(body) + " 0 " + order(body) + " -";
      }
      case "task_newtask" -> {
        Matcher m =
            Pattern.compile("pid=(\\d+) comm=.* clone_flags=(?:0x)?([0-9a-f]+) oom.*")
                .matcher(body);
        if (!m.matches()) {
          throw new IllegalArgumentException(body);
        }
        boolean thread = (Long.parseLong(m.group(2), 16) & 0x10000) != 0;
        return "TASK_NEW 0x"
            + Long.toHexString(Long.parseLong(m.group(1)))
            + " 0 "
            + (thread ? 1 : 0)
            + " -";
      }
      case "sched_process_exit" -> {
        Matcher m =
            Pattern.compile("comm=.* pid=(\\d+) prio=\\d+(?: group_dead=\\w+)?").matcher(body);
        if (!m.matches()) {
          throw new IllegalArgumentException(body);
        }
        return "TASK_EXIT 0x" + Long.toHexString(Long.parseLong(m.group(1))) + " 0 0 -";
      }
      default -> {
        return null;
      }
    }
  }

  private static String pointer(String body) {
    String digits = find(body, "ptr[=:] ?(?:0x)?([0-9a-f]+|\\(nil\\)|\\(null\\))");
    if (digits == null) {
      throw new IllegalArgumentException(body);
    }
    return digits.startsWith("(")
        ? "0x0"
        : "0x" + Long.toHexString(Long.parseUnsignedLong(digits, 16));
  }

  private static String pfn(String body) {
    String hex = find(body, "pfn[=:] ?0x([0-9a-f]+)");
    String decimal = find(body, "pfn[=:] ?(\\d+)(?!\\S)");
    return "0x" + Long.toHexString(hex != null ? Long.parseLong(hex, 16) : number(decimal));
  }

  private static long number(@Nullable String digits) {
    if (digits == null) {
      throw new IllegalArgumentException("no number");
    }
    return Long.parseLong(digits);
  }

  private static @Nullable String order(String body) {
    return find(body, "order[=:] ?(\\d+)");
  }

  private static @Nullable String gfp(String body) {
    return find(body, "gfp_flags[=:] ?(\\S+)");
  }

  private static @Nullable String find(String body, String field) {
    Matcher m = Pattern.compile("(?:^|\\s)" + field).matcher(body);
    return m.find() ? m.group(1) : null;
  }
}
