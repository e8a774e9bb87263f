// SPDX-License-Identifier: Apache-2.0
package kasan.lab.api.foreign;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import kasan.api.memory.Machine;
import kasan.api.option.OptionSpec;
import kasan.api.option.Options;
import kasan.api.workload.EventField;
import kasan.api.workload.EventSource;
import kasan.api.workload.Workload;

/** A workload of an extension. */
record ForeignWorkload(Foreign<Workload> foreign) implements Workload, Walled {
  @Override
  public List<OptionSpec> options() {
    var answers = new Answers(foreign, "options()");
    return foreign.answer(load -> answers.wholes(OptionSpec.class, load.options()));
  }

  @Override
  public Set<EventField> provides() {
    var answers = new Answers(foreign, "provides()");
    return foreign.answer(load -> fields(answers, load.provides()));
  }

  static Set<EventField> fields(Answers answers, Set<EventField> given) {
    Set<EventField> fields = EnumSet.noneOf(EventField.class);
    fields.addAll(answers.list(EventField.class, given));
    return fields;
  }

  @Override
  public EventSource open(Machine machine, Options options, long seed) {
    EventSource source = foreign.answer(load -> load.open(machine, options, seed));
    return new ForeignEvents(foreign.part(source), machine.cpus());
  }
}
