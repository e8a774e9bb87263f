// SPDX-License-Identifier: Apache-2.0
package kasan.explain.internal.words;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kasan.lab.api.finding.Finding;
import kasan.lab.api.finding.StackTrace;
import kasan.lab.api.finding.Symbol;
import kasan.lab.api.finding.TraceLine.Frame;
import org.jspecify.annotations.Nullable;

/**
 * Tells functions that only carry a bug out - KASAN's own, allocators, locks, lists, string
 * functions - from those that have it: the table {@code helpers.txt} beside this class.
 */
public final class Helpers {
  /** What compilers append to the names of functions that they cut up or copied. */
  private static final Pattern SUFFIX =
      Pattern.compile("\\.(?:part|isra|constprop|cold|llvm|lto_priv|localalias|cfi_jt|cfi)\\b.*");

  private static final String NOPROF = "_noprof";
  private static final int REMEMBERED = 4096;

  private enum Room {
    INTERNAL,
    HELPER,
    NONE
  }

  private final Pattern internal;
  private final Pattern others;

  /** Rooms of names that were asked for; traces repeat them. */
  private final Map<String, Room> seen = new HashMap<>();

  /** Reads the table. */
  public Helpers() {
    StringBuilder internals = new StringBuilder();
    StringBuilder rest = new StringBuilder();
    for (String line : Table.lines("helpers.txt")) {
      String[] cells = line.split("\\|", -1);
      if (cells.length != 2) {
        throw new IllegalStateException("helpers.txt: " + line);
      }
      StringBuilder names = cells[0].strip().equals("internal") ? internals : rest;
      for (String name : cells[1].strip().split(" +", -1)) {
        names.append(names.length() == 0 ? "" : "|").append(pattern(name));
      }
    }
    internal = Pattern.compile(internals.toString());
    others = Pattern.compile(rest.toString());
  }

  private static String pattern(String name) {
    return name.replace("*", ".*").replace("~", "_*");
  }

  /** The name as it stands in the source. */
  public static String plainName(Symbol symbol) {
    String name = symbol.name();
    Matcher suffix = SUFFIX.matcher(name);
    return name.indexOf('.') > 0 && suffix.find() ? name.substring(0, suffix.start()) : name;
  }

  private Room room(Symbol symbol) {
    String name = plainName(symbol);
    if (name.endsWith(NOPROF)) {
      name = name.substring(0, name.length() - NOPROF.length());
    }
    Room known = seen.get(name);
    if (known != null) {
      return known;
    }
    Room room = Room.NONE;
    if (internal.matcher(name).matches()) {
      room = Room.INTERNAL;
    } else if (isThunk(symbol) || others.matcher(name).matches()) {
      room = Room.HELPER;
    }
    if (seen.size() < REMEMBERED) {
      seen.put(name, room);
    }
    return room;
  }

  /** Whether a function is a trampoline through which compilers call pointers. */
  static boolean isThunk(Symbol symbol) {
    return symbol.name().contains("_indirect_thunk_");
  }

  /** Whether a function only carries out what another one asked for. */
  boolean isHelper(Symbol symbol) {
    return room(symbol) != Room.NONE;
  }

  /** The innermost function of a trace that is no helper; null where there is none. */
  @Nullable Symbol responsible(StackTrace trace) {
    Symbol second = null;
    for (Frame frame : trace.reliableFrames()) {
      switch (room(frame.symbol())) {
        case NONE -> {
          return frame.symbol();
        }
        case HELPER -> second = second == null ? frame.symbol() : second;
        default -> {}
      }
    }
    return second;
  }

  /**
   * The innermost functions of a trace that are no internals, at most a few.
   *
   * @param from the function to begin at, with what was inlined into it; the first one where it is
   *     not in the trace
   */
  public List<Symbol> top(StackTrace trace, @Nullable Symbol from, int most) {
    List<Frame> frames = trace.reliableFrames();
    List<Symbol> top = new ArrayList<>();
    for (Frame frame : frames.subList(begin(frames, from), frames.size())) {
      if (top.size() < most && room(frame.symbol()) != Room.INTERNAL) {
        top.add(frame.symbol());
      }
    }
    return top;
  }

  /** Index of a function in a trace, or of the innermost one that was inlined into it; or 0. */
  private static int begin(List<Frame> frames, @Nullable Symbol function) {
    int at = 0;
    while (at < frames.size() && !names(frames.get(at), function)) {
      at++;
    }
    if (at == frames.size()) {
      return 0;
    }
    while (at > 0 && frames.get(at - 1).symbol().source().endsWith("[inline]")) {
      at--;
    }
    return at;
  }

  private static boolean names(Frame frame, @Nullable Symbol function) {
    return function != null && frame.symbol().name().equals(function.name());
  }

  /**
   * The function that has the bug: the one that the report names or, where that is a helper, the
   * first that called it and is none; one that was inlined into it comes first. Null where nothing
   * is known.
   */
  public @Nullable Symbol guilty(Finding finding) {
    Symbol named = finding.function();
    List<Frame> frames = finding.callTrace().reliableFrames();
    if (named == null) {
      return responsible(finding.callTrace());
    }
    if (frames.stream().noneMatch(frame -> names(frame, named)) && !isHelper(named)) {
      return named;
    }
    for (Frame frame : frames.subList(begin(frames, named), frames.size())) {
      if (room(frame.symbol()) == Room.NONE) {
        return frame.symbol();
      }
    }
    return named;
  }
}
