// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal.options;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import kasan.api.BadInputException;
import kasan.api.report.Result;
import kasan.lab.api.Settings;
import kasan.lab.api.Suite;
import kasan.lab.api.inventory.Inventory;
import kasan.lab.api.inventory.InventoryService;
import kasan.lab.api.inventory.KnownOptions;
import kasan.shell.verb.Arguments;
import kasan.shell.verb.Synopsis;
import kasan.shell.verb.Verb;
import kasan.shell.verb.VerbInfo;
import kasan.shell.verb.VerbSession;
import kasan.shell.verb.Words;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** Lists options with the values that the next run takes, and where those are from. */
@Component
@VerbInfo(name = "options", summary = "List all options, what each is now, and where that is from")
public final class OptionsVerb implements Verb {
  private final InventoryService inventory;

  @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
  private volatile @Nullable Suite suite;

  /** For Declarative Services. */
  @Activate
  public OptionsVerb(@Reference InventoryService inventory) {
    this.inventory = inventory;
  }

  @Override
  public Synopsis synopsis() {
    return Synopsis.EMPTY
        .operand(
            "OWNER",
            "a scheme, an architecture, a workload, suite, or kernel; all when not given",
            Words.from(() -> owners(known(inventory.now()).all())))
        .note(
            "What a command says with --set stands above the environment (KASAN_OPTIONS), that above"
                + " the configuration (etc/kasan.options.cfg, config:set), that above the default.")
        .note("Status 0: listed; 2: bad request.");
  }

  private KnownOptions known(Inventory now) {
    Suite there = suite;
    return KnownOptions.of(now, there == null ? List.of() : there.options());
  }

  private static List<String> owners(List<KnownOptions.Known> options) {
    var owners = new LinkedHashSet<String>();
    options.forEach(option -> owners.add(OptionsResult.owner(option)));
    return List.copyOf(owners);
  }

  @Override
  public Result run(Arguments given, VerbSession session) {
    Inventory now = inventory.now();
    KnownOptions known = known(now);
    var notes = new ArrayList<String>(known.failures());
    Settings settings = Settings.NONE;
    try {
      settings = settings.in(now);
    } catch (BadInputException e) {
      notes.add("nothing of what is configured is used: " + e.getMessage());
    }
    String owner = given.operand(0);
    List<KnownOptions.Known> chosen =
        known.all().stream()
            .filter(option -> owner.isEmpty() || OptionsResult.owner(option).equals(owner))
            .toList();
    if (chosen.isEmpty() && !owner.isEmpty()) {
      throw BadInputException.unknownName("owner of options", owner, owners(known.all()));
    }
    return new OptionsResult(chosen, settings, notes);
  }
}
