// SPDX-License-Identifier: Apache-2.0
package kasan.lab.api.foreign;

import java.util.List;
import kasan.api.arch.DirectMap;
import kasan.api.arch.DirectMaps;

/** Kernels that an extension names by their direct maps. */
record ForeignMaps(Foreign<DirectMaps> foreign) implements DirectMaps, Walled {
  @Override
  public List<DirectMap> directMaps() {
    var answers = new Answers(foreign, "directMaps()");
    return foreign.answer(maps -> answers.wholes(DirectMap.class, maps.directMaps(), "kernel"));
  }
}
