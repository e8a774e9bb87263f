// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import kasan.api.BadInputException;
import kasan.api.workload.EventKind;
import kasan.lab.api.recording.AgedBlock;
import kasan.lab.api.recording.Ageing;
import kasan.workload.internal.ageing.BlockText;
import kasan.workload.internal.load.LoadProfile.Origin;
import kasan.workload.internal.load.LoadProfile.Request;
import kasan.workload.internal.load.LoadProfile.Standing;
import kasan.workload.internal.load.LoadProfile.Start;
import org.jspecify.annotations.Nullable;

/**
 * The text of a {@link LoadProfile}: lines of a word and fields {@code name=value}, after a first
 * line {@link #HEAD}. Empty lines and lines that begin with {@code #} say nothing.
 */
public final class ProfileText {
  /** First line of every profile. */
  static final String HEAD = "kasan-load 1";

  private static final Map<String, EventKind> KINDS =
      Map.of(
          "kmalloc",
          EventKind.KMALLOC,
          "cache",
          EventKind.CACHE_ALLOC,
          "pages",
          EventKind.PAGE_ALLOC,
          "vmalloc",
          EventKind.VMAP_ALLOC,
          "task",
          EventKind.TASK_NEW);

  private static final Set<String> WORDS =
      Set.of("origin", "start", "standing", "request", "aged", "block");

  /** Longest life that can be told: 2^40 requests. */
  private static final int MOST_LIVES = 40;

  private final String file;
  private @Nullable Origin origin;
  private @Nullable Start start;
  private final List<Standing> standing = new ArrayList<>();
  private final List<Request> requests = new ArrayList<>();
  private final List<AgedBlock> blocks = new ArrayList<>();
  private @Nullable Ageing ageing;
  private final Map<String, String> fields = new TreeMap<>();
  private int line;

  private ProfileText(String file) {
    this.file = file;
  }

  /**
   * Reads a profile.
   *
   * @param file its name, for messages
   * @throws BadInputException when it is none, naming the line
   */
  public static LoadProfile read(String file, Reader text) throws IOException {
    return new ProfileText(file).read(new BufferedReader(text));
  }

  private LoadProfile read(BufferedReader text) throws IOException {
    for (String read = text.readLine(); read != null; read = text.readLine()) {
      line++;
      String stripped = read.strip();
      if (line == 1 && !stripped.equals(HEAD)) {
        throw bad("expected '" + HEAD + "', the first line of a load profile");
      }
      if (line > 1 && !stripped.isEmpty() && !stripped.startsWith("#")) {
        take(stripped);
      }
    }
    line++;
    if (origin == null || start == null || requests.isEmpty()) {
      throw bad("ends without a line 'origin', 'start' or 'request'");
    }
    return new LoadProfile(origin, start, standing, requests, ageing());
  }

  private @Nullable Ageing ageing() {
    Ageing aged = ageing;
    return aged == null
        ? null
        : new Ageing(aged.name(), aged.pageShift(), aged.blockOrder(), aged.ramPages(), blocks);
  }

  private void take(String text) {
    String[] words = text.split(" +", -1);
    if (!WORDS.contains(words[0])) {
      throw bad("expected one of " + String.join(", ", new TreeMap<>(words()).keySet()));
    }
    fields.clear();
    for (int i = 1; i < words.length; i++) {
      int equals = words[i].indexOf('=');
      if (equals <= 0) {
        throw bad("expected name=value, not '" + words[i] + "'");
      }
      fields.put(words[i].substring(0, equals), words[i].substring(equals + 1));
    }
    switch (words[0]) {
      case "origin" ->
          origin =
              new Origin(
                  word("name"),
                  word("sha256"),
                  (int) number("cpus", 1, 1 << 16),
                  number("mem-total-kb", 0, Long.MAX_VALUE >> 20),
                  number("task-stack-kb", 1, 1 << 20),
                  number("nanos", 1, Long.MAX_VALUE >> 1));
      case "start" ->
          start =
              new Start(
                  kb("cached-kb"),
                  kb("anon-kb"),
                  kb("page-tables-kb"),
                  kb("stacks-kb"),
                  optional("files").equals("first"));
      case "standing" -> standing.add(standing());
      case "aged" ->
          ageing =
              new Ageing(
                  word("name"),
                  (int) number("page-shift", 12, 16),
                  (int) number("block-order", 0, 10),
                  number("ram-pages", 1, 1L << 40),
                  List.of());
      case "block" -> blocks.add(block());
      default -> requests.add(request());
    }
    if (!fields.isEmpty()) {
      throw bad("does not know the field '" + fields.keySet().iterator().next() + "'");
    }
  }

  private static Map<String, String> words() {
    var words = new TreeMap<String, String>();
    WORDS.forEach(word -> words.put(word, word));
    return words;
  }

  private Standing standing() {
    return new Standing(
        word("cache"),
        number("object", 1, 1 << 24),
        number("slot", 1, 1 << 24),
        number("objects", 0, Long.MAX_VALUE >> 24),
        optional("files").equals("yes"),
        fields.containsKey("unused") ? number("unused", 0, Long.MAX_VALUE >> 24) : 0,
        lives(optional("lives")));
  }

  private AgedBlock block() {
    Ageing aged = ageing;
    if (aged == null) {
      throw bad("a line 'block' comes after the line 'aged'");
    }
    long before = blocks.isEmpty() ? -1 : blocks.get(blocks.size() - 1).number();
    long number = number("at", before + 1, Integer.MAX_VALUE);
    try {
      return new AgedBlock(
          number,
          BlockText.mobility(word("type")),
          BlockText.read(word("pages"), 1 << aged.blockOrder()));
    } catch (IllegalArgumentException e) {
      throw new BadInputException(place() + e.getMessage(), e);
    }
  }

  private String optional(String name) {
    String value = fields.remove(name);
    return value == null ? "" : value;
  }

  private Request request() {
    String word = word("kind");
    EventKind kind = KINDS.get(word);
    if (kind == null) {
      throw bad("kind is one of " + new TreeMap<>(KINDS).keySet() + ", not '" + word + "'");
    }
    long count = number("count", 1, Long.MAX_VALUE >> 20);
    long kept = number("kept", 0, count);
    boolean cached = optional("cached").equals("yes");
    List<Long> lives = lives(optional("lives"));
    long ended = 0;
    for (long each : lives) {
      ended += each;
    }
    if (ended + kept != count) {
      throw bad("kept and lives are " + (ended + kept) + " together, count is " + count);
    }
    return new Request(
        kind,
        optional("name"),
        number("bytes", 0, 1L << 40),
        number("extra", 0, 1L << 40),
        count,
        kept,
        cached,
        lives);
  }

  private List<Long> lives(String text) {
    var lives = new ArrayList<Long>();
    if (text.isEmpty()) {
      return lives;
    }
    for (String each : text.split(",", -1)) {
      lives.add(parse("lives", each, 0, Long.MAX_VALUE >> 20));
    }
    if (lives.size() > MOST_LIVES) {
      throw bad("lives has at most " + MOST_LIVES + " figures");
    }
    return lives;
  }

  private long kb(String name) {
    return number(name, 0, Long.MAX_VALUE >> 20);
  }

  private long number(String name, long least, long most) {
    return parse(name, word(name), least, most);
  }

  private long parse(String name, String value, long least, long most) {
    try {
      long number = Long.parseLong(value);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // told below
    }
    throw bad(name + " takes " + least + ".." + most + ", not '" + value + "'");
  }

  private String word(String name) {
    String value = fields.remove(name);
    if (value == null) {
      throw bad("expected a field '" + name + "'");
    }
    return value;
  }

  private BadInputException bad(String what) {
    return new BadInputException(place() + what);
  }

  private String place() {
    return file + ":" + line + ": ";
  }

  /**
   * Writes a profile; {@link #read} gives the same again.
   *
   * @param comment lines to begin with
   */
  public static String write(LoadProfile profile, List<String> comment) {
    var text = new StringBuilder(HEAD).append('\n');
    comment.forEach(said -> text.append("# ").append(said).append('\n'));
    Origin origin = profile.origin();
    add(
        text,
        "origin name=%s sha256=%s cpus=%d mem-total-kb=%d task-stack-kb=%d nanos=%d",
        origin.name(),
        origin.sha256(),
        origin.cpus(),
        origin.memTotalKb(),
        origin.taskStackKb(),
        origin.nanos());
    Start start = profile.start();
    add(
        text,
        "start cached-kb=%d anon-kb=%d page-tables-kb=%d stacks-kb=%d%s",
        start.cachedKb(),
        start.anonKb(),
        start.pageTablesKb(),
        start.stacksKb(),
        start.filesFirst() ? " files=first" : "");
    for (Standing each : profile.standing()) {
      add(
          text,
          "standing cache=%s object=%d slot=%d objects=%d%s%s%s",
          each.cache(),
          each.objectBytes(),
          each.slotBytes(),
          each.objects(),
          each.files() ? " files=yes" : "",
          each.unused() > 0 ? " unused=" + each.unused() : "",
          lives(each.lives()));
    }
    for (Request each : profile.requests()) {
      add(text, "%s", line(each));
    }
    if (profile.ageing() != null) {
      write(text, profile.ageing());
    }
    return text.toString();
  }

  private static void write(StringBuilder text, Ageing ageing) {
    add(
        text,
        "aged name=%s page-shift=%d block-order=%d ram-pages=%d",
        ageing.name(),
        ageing.pageShift(),
        ageing.blockOrder(),
        ageing.ramPages());
    for (AgedBlock block : ageing.blocks()) {
      add(
          text,
          "block at=%d type=%s pages=%s",
          block.number(),
          BlockText.word(block.mobility()),
          BlockText.write(block.stretches()));
    }
  }

  private static String line(Request request) {
    var line = new StringBuilder("request kind=");
    KINDS.forEach(
        (word, kind) -> {
          if (kind == request.kind()) {
            line.append(word);
          }
        });
    if (!request.name().isEmpty()) {
      line.append(" name=").append(request.name());
    }
    line.append(" bytes=").append(request.bytes());
    line.append(" extra=").append(request.extra());
    line.append(" count=").append(request.count());
    line.append(" kept=").append(request.kept());
    if (request.cached()) {
      line.append(" cached=yes");
    }
    return line.append(lives(request.lives())).toString();
  }

  private static String lives(List<Long> lives) {
    var field = new StringBuilder();
    for (int i = 0; i < lives.size(); i++) {
      field.append(i == 0 ? " lives=" : ",").append(lives.get(i));
    }
    return field.toString();
  }

  private static void add(StringBuilder text, String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
