// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal.verbs;

import java.util.List;
import java.util.stream.Stream;
import kasan.api.BadInputException;
import kasan.api.report.Result;
import kasan.lab.api.run.Allocator;
import kasan.lab.api.run.Runs;
import kasan.shell.verb.Arguments;
import kasan.shell.verb.Synopsis;
import kasan.shell.verb.Verb;
import kasan.shell.verb.VerbInfo;
import kasan.shell.verb.VerbSession;
import kasan.shell.verb.Words;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Allocates memory by hand. */
@Component
@VerbInfo(name = "alloc", summary = "Allocate memory in a run's kernel, by hand")
public final class AllocVerb implements Verb {
  private static final List<String> ALLOCATORS =
      Stream.of(Allocator.values()).map(Allocator::word).toList();

  private final MeantRun meant;

  /** For Declarative Services. */
  @Activate
  public AllocVerb(@Reference Runs runs) {
    this.meant = new MeantRun(runs);
  }

  @Override
  public Synopsis synopsis() {
    return meant
        .option(
            Synopsis.EMPTY.required(
                "BYTES", "how many; 1 to 4194304, of vmalloc 1073741824", Words.of("100", "4096")))
        .option(
            "--by",
            "ALLOCATOR",
            "what hands it out: kmalloc, pages, vmalloc; kmalloc when not given",
            Words.from(() -> ALLOCATORS))
        .option("--cpu", "N", AccessVerb.CPU, Words.NONE)
        .note(
            "What is handed out is called o1, o2, ...: 'shadow', 'access' and 'free' take o1 or"
                + " o1+16 for an address.")
        .note("Status 0: allocated; 1: there was no memory; 2: bad request.");
  }

  @Override
  public Result run(Arguments given, VerbSession session) {
    long bytes = given.number(0, 1, 1L << 30);
    int cpu = AccessVerb.cpu(given);
    Allocator allocator = allocator(given.option("--by", Allocator.KMALLOC.word()));
    return MeantRun.await(meant.ofOption(given), run -> run.alloc(cpu, allocator, bytes));
  }

  private static Allocator allocator(String word) {
    return Stream.of(Allocator.values())
        .filter(allocator -> allocator.word().equals(word))
        .findFirst()
        .orElseThrow(() -> BadInputException.unknownName("allocator", word, ALLOCATORS));
  }
}
