// SPDX-License-Identifier: Apache-2.0
package kasan.explain.internal.symbols;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import kasan.api.BadInputException;
import kasan.explain.internal.symbols.Elf.Contents;
import kasan.explain.internal.symbols.Elf.Function;
import kasan.explain.internal.symbols.Images.Image;
import kasan.explain.internal.symbols.LineTool.Place;
import kasan.lab.api.finding.Finding;
import kasan.lab.api.finding.StackTrace;
import kasan.lab.api.finding.Symbol;
import kasan.lab.api.finding.TraceLine;
import kasan.lab.api.finding.TraceLine.Frame;
import org.jspecify.annotations.Nullable;

/**
 * Files, lines and inlined callers of the places that reports name.
 *
 * <p>A place is known by function and offset, so an image of another build would give wrong lines:
 * a function is only taken where its size is the printed one, up to padding.
 */
public final class Sources {
  private static final int MOST_PADDING = 256;

  /**
   * A place that is asked for.
   *
   * @param symbol function and offset
   * @param returns whether it is a return address, so that the call before it is meant
   */
  private record Wanted(Symbol symbol, boolean returns) {}

  private final Images images;
  private final Set<String> withoutDebug = new TreeSet<>();
  private final Map<Wanted, List<Place>> known = new HashMap<>();
  private int found;
  private int missing;

  /** Takes the files of a kernel. */
  public Sources(Images images) {
    this.images = images;
  }

  /** Looks up all places of some findings. */
  public void lookUp(List<Finding> findings) throws IOException {
    Set<Wanted> wanted = new HashSet<>();
    for (Finding finding : findings) {
      collect(finding, wanted);
    }
    Map<String, Set<Wanted>> byModule = new LinkedHashMap<>();
    for (Wanted each : wanted) {
      byModule.computeIfAbsent(module(each.symbol), key -> new HashSet<>()).add(each);
    }
    LineTool tool = new LineTool();
    for (Map.Entry<String, Set<Wanted>> each : byModule.entrySet()) {
      Image image = images.of(each.getKey());
      if (image != null) {
        lookUp(tool, image, each.getValue());
      }
    }
    found = known.size();
    missing = wanted.size() - found;
  }

  /** Places that were found. */
  public int found() {
    return found;
  }

  /** Files that would have known places, but have no debug information. */
  public Set<String> withoutDebug() {
    return Collections.unmodifiableSet(withoutDebug);
  }

  /** Places that no file knows, or that are in a function of another size there. */
  public int missing() {
    return missing;
  }

  private static void collect(Finding finding, Set<Wanted> into) {
    if (finding.function() != null) {
      want(finding.function(), false, into);
    }
    collect(finding.callTrace(), finding.function(), into);
    if (finding.allocated() != null) {
      collect(finding.allocated().stack(), null, into);
    }
    if (finding.freed() != null) {
      collect(finding.freed().stack(), null, into);
    }
  }

  private static void collect(StackTrace trace, @Nullable Symbol exact, Set<Wanted> into) {
    for (TraceLine line : trace.lines()) {
      if (line instanceof Frame frame) {
        want(frame.symbol(), !frame.symbol().equals(exact), into);
      }
    }
  }

  private static void want(Symbol symbol, boolean returns, Set<Wanted> into) {
    if (symbol.offset() >= 0 && symbol.size() > 0) {
      into.add(new Wanted(symbol, returns));
    }
  }

  /** The name of a module as its file has it; empty for the kernel itself. */
  private static String module(Symbol symbol) {
    String module = symbol.module();
    if (module == null) {
      return "";
    }
    int space = module.indexOf(' ');
    return (space < 0 ? module : module.substring(0, space)).replace('-', '_');
  }

  /** The names of the modules that a finding names places in, the kernel's own, empty one first. */
  static Set<String> modules(Finding finding) {
    Set<Wanted> places = new HashSet<>();
    collect(finding, places);
    Set<String> modules = new TreeSet<>(List.of(""));
    places.forEach(place -> modules.add(module(place.symbol)));
    return modules;
  }

  private void lookUp(LineTool tool, Image image, Set<Wanted> wanted) throws IOException {
    Set<String> names = new HashSet<>();
    wanted.forEach(each -> names.add(each.symbol.name()));
    Contents contents = Elf.read(image, names);
    if (!contents.hasDebug()) {
      if (image.isKernel()) {
        throw new BadInputException(
            image.label() + ": has no debug information; expected vmlinux as it was built");
      }
      withoutDebug.add(image.label());
      return;
    }
    Map<String, List<Function>> functions = contents.functions();
    Map<String, Map<Wanted, Long>> bySection = new TreeMap<>();
    for (Wanted each : wanted) {
      Function function = same(each.symbol, functions.getOrDefault(each.symbol.name(), List.of()));
      if (function != null) {
        long back = each.returns && each.symbol.offset() > 0 ? 1 : 0;
        bySection
            .computeIfAbsent(function.section(), key -> new HashMap<>())
            .put(each, function.value() + each.symbol.offset() - back);
      }
    }
    for (Map.Entry<String, Map<Wanted, Long>> section : bySection.entrySet()) {
      Map<Wanted, Long> addresses = section.getValue();
      keep(
          addresses,
          tool.lookUp(image.file(), section.getKey(), new HashSet<>(addresses.values())));
    }
  }

  private void keep(Map<Wanted, Long> addresses, Map<Long, List<Place>> places) {
    addresses.forEach(
        (each, address) -> {
          List<Place> answer = places.getOrDefault(address, List.of());
          if (!answer.isEmpty()) {
            known.put(each, answer);
          }
        });
  }

  /** The function of the printed size; null where none or more than one has it. */
  private static @Nullable Function same(Symbol symbol, List<Function> functions) {
    Function best = null;
    long bestPadding = MOST_PADDING;
    boolean twice = false;
    for (Function function : functions) {
      long padding = symbol.size() - function.size();
      if (padding >= 0 && padding < bestPadding) {
        best = function;
        bestPadding = padding;
        twice = false;
      } else if (padding == bestPadding) {
        twice = true;
      }
    }
    return twice ? null : best;
  }

  /** A finding with files and lines behind its places, and the inlined functions in its traces. */
  public Finding applied(Finding finding) {
    Symbol function = finding.function();
    return FindingParts.mapped(
        finding,
        symbol -> named(symbol, known.get(new Wanted(symbol, false))),
        trace -> applied(trace, function));
  }

  private StackTrace applied(StackTrace trace, @Nullable Symbol exact) {
    List<TraceLine> lines = new ArrayList<>();
    for (TraceLine line : trace.lines()) {
      if (!(line instanceof Frame frame)) {
        lines.add(line);
        continue;
      }
      Symbol symbol = frame.symbol();
      List<Place> places = known.get(new Wanted(symbol, !symbol.equals(exact)));
      if (places != null) {
        for (Place inlined : places.subList(0, places.size() - 1)) {
          lines.add(
              new Frame(
                  new Symbol(inlined.function(), -1, -1, null, inlined.file() + " [inline]"),
                  frame.reliable(),
                  0));
        }
      }
      lines.add(new Frame(named(symbol, places), frame.reliable(), frame.pc()));
    }
    return new StackTrace(lines);
  }

  private static Symbol named(Symbol symbol, @Nullable List<Place> places) {
    if (places == null || !symbol.source().isEmpty()) {
      return symbol;
    }
    return new Symbol(
        symbol.name(),
        symbol.offset(),
        symbol.size(),
        symbol.module(),
        places.get(places.size() - 1).file());
  }
}
