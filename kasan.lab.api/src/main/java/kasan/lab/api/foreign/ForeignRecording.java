// SPDX-License-Identifier: Apache-2.0
package kasan.lab.api.foreign;

import java.util.List;
import java.util.Set;
import java.util.function.Function;
import kasan.api.memory.Machine;
import kasan.api.workload.EventField;
import kasan.api.workload.EventSource;
import kasan.api.workload.MachineState;
import kasan.api.workload.Recording;
import org.jspecify.annotations.Nullable;

/** A recording that a reader of an extension has opened. */
record ForeignRecording(Foreign<Recording> foreign) implements Recording, Walled {
  /** As many as any kernel can be built for. */
  private static final int MOST_CPUS = 8192;

  private String line(String call, Function<Recording, String> question) {
    var answers = new Answers(foreign, call);
    return foreign.answer(recording -> answers.line(question.apply(recording)));
  }

  @Override
  public String name() {
    return line("name()", Recording::name);
  }

  @Override
  public String kind() {
    return line("kind()", Recording::kind);
  }

  @Override
  public String sha256() {
    return line("sha256()", Recording::sha256);
  }

  @Override
  public String arch() {
    return line("arch()", Recording::arch);
  }

  @Override
  public Machine machine() {
    var answers = new Answers(foreign, "machine()");
    return foreign.answer(recording -> answers.whole(Machine.class, recording.machine()));
  }

  @Override
  public @Nullable MachineState before() {
    return state(foreign.ask(Recording::before));
  }

  @Override
  public @Nullable MachineState after() {
    return state(foreign.ask(Recording::after));
  }

  private @Nullable MachineState state(@Nullable MachineState state) {
    return state == null ? null : new ForeignState(foreign.part(state));
  }

  @Override
  public List<String> machineNotes() {
    var answers = new Answers(foreign, "machineNotes()");
    return foreign.answer(recording -> answers.list(String.class, recording.machineNotes()));
  }

  @Override
  public @Nullable String kasanEvidence() {
    return foreign.ask(Recording::kasanEvidence);
  }

  @Override
  public Set<EventField> provides() {
    var answers = new Answers(foreign, "provides()");
    return foreign.answer(recording -> ForeignWorkload.fields(answers, recording.provides()));
  }

  @Override
  public EventSource open(Set<EventField> wanted) {
    EventSource source = foreign.answer(recording -> recording.open(wanted));
    return new ForeignEvents(foreign.part(source), MOST_CPUS);
  }

  @Override
  public void close() {
    foreign.close(Recording::close);
  }
}
