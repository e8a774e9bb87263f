// SPDX-License-Identifier: Apache-2.0
package kasan.lab.api.foreign;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kasan.api.workload.MachineState;
import kasan.api.workload.PageFlags;
import kasan.api.workload.PageTypeInfo;
import kasan.api.workload.SlabInfo;
import kasan.api.workload.VmallocArea;
import org.jspecify.annotations.Nullable;

/** The state of a machine as a reader of an extension tells it. */
record ForeignState(Foreign<MachineState> foreign) implements MachineState, Walled {
  @Override
  public Map<String, Long> meminfoKb() {
    var answers = new Answers(foreign, "meminfoKb()");
    return foreign.answer(state -> answers.map(Long.class, state.meminfoKb()));
  }

  @Override
  public @Nullable PageFlags pageFlags() {
    PageFlags flags = foreign.ask(MachineState::pageFlags);
    return flags == null ? null : new ForeignFlags(foreign.part(flags));
  }

  @Override
  public List<SlabInfo> slabs() {
    var answers = new Answers(foreign, "slabs()");
    return foreign.answer(state -> answers.wholes(SlabInfo.class, state.slabs()));
  }

  @Override
  public List<VmallocArea> vmallocAreas() {
    var answers = new Answers(foreign, "vmallocAreas()");
    return foreign.answer(state -> answers.wholes(VmallocArea.class, state.vmallocAreas()));
  }

  @Override
  public Map<String, List<Long>> buddyBlocks() {
    var answers = new Answers(foreign, "buddyBlocks()");
    return foreign.answer(
        state -> {
          Map<String, List<Long>> copy = new LinkedHashMap<>();
          answers
              .map(List.class, state.buddyBlocks())
              .forEach((zone, blocks) -> copy.put(zone, answers.list(Long.class, blocks)));
          return copy;
        });
  }

  @Override
  public List<PageTypeInfo> pageTypes() {
    var answers = new Answers(foreign, "pageTypes()");
    return foreign.answer(state -> answers.wholes(PageTypeInfo.class, state.pageTypes()));
  }
}
