// SPDX-License-Identifier: Apache-2.0
package kasan.explain.internal.symbols;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import kasan.api.BadInputException;
import kasan.explain.internal.symbols.Elf.Function;
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
  private static final int MAX_DEPTH = 12;

  /**
   * A place that is asked for.
   *
   * @param symbol function and offset
   * @param returns whether it is a return address, so that the call before it is meant
   */
  private record Wanted(Symbol symbol, boolean returns) {}

  private final @Nullable Path vmlinux;
  private final @Nullable Path modules;
  private final Map<Wanted, List<Place>> known = new HashMap<>();
  private int found;
  private int missing;

  /**
   * @param vmlinux image of the kernel; null for none
   * @param modules folder with its modules; null for none
   */
  public Sources(@Nullable Path vmlinux, @Nullable Path modules) {
    this.vmlinux = vmlinux;
    this.modules = modules;
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
    Map<String, Path> files = moduleFiles();
    for (Map.Entry<String, Set<Wanted>> each : byModule.entrySet()) {
      Path file = each.getKey().isEmpty() ? vmlinux : files.get(each.getKey());
      if (file != null) {
        lookUp(tool, file, each.getValue());
      }
    }
    found = known.size();
    missing = wanted.size() - found;
  }

  /** Places that were found. */
  public int found() {
    return found;
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

  private Map<String, Path> moduleFiles() throws IOException {
    Map<String, Path> files = new HashMap<>();
    if (modules == null) {
      return files;
    }
    if (!Files.isDirectory(modules)) {
      throw new BadInputException(modules + ": no such folder, expected the modules of a kernel");
    }
    try (Stream<Path> all = Files.walk(modules, MAX_DEPTH)) {
      all.forEach(
          file -> {
            String name = file.getFileName().toString();
            if (name.endsWith(".ko") || name.endsWith(".ko.debug")) {
              String module = name.substring(0, name.indexOf(".ko")).replace('-', '_');
              // a file of debug information alone says more
              files.merge(module, file, (one, other) -> name.endsWith(".debug") ? other : one);
            }
          });
    }
    return files;
  }

  private void lookUp(LineTool tool, Path file, Set<Wanted> wanted) throws IOException {
    Set<String> names = new HashSet<>();
    wanted.forEach(each -> names.add(each.symbol.name()));
    Map<String, List<Function>> functions = Elf.functions(file, names);
    Map<Wanted, Long> addresses = new HashMap<>();
    for (Wanted each : wanted) {
      Function function = same(each.symbol, functions.getOrDefault(each.symbol.name(), List.of()));
      if (function != null) {
        long back = each.returns && each.symbol.offset() > 0 ? 1 : 0;
        addresses.put(each, function.value() + each.symbol.offset() - back);
      }
    }
    if (addresses.isEmpty()) {
      return;
    }
    Map<Long, List<Place>> places = tool.lookUp(file, new HashSet<>(addresses.values()));
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
