// SPDX-License-Identifier: Apache-2.0
package kasan.lab.api.foreign;

import java.util.List;
import kasan.api.arch.ArchModel;
import kasan.api.arch.Architecture;
import kasan.api.arch.DirectMap;
import kasan.api.arch.FirmwareMap;
import kasan.api.arch.ProfileText;
import kasan.api.option.OptionSpec;
import kasan.api.option.Options;

/** An architecture of an extension. */
record ForeignArch(Foreign<Architecture> foreign) implements Architecture, Walled {
  @Override
  public List<OptionSpec> options() {
    var answers = new Answers(foreign, "options()");
    return foreign.answer(arch -> answers.wholes(OptionSpec.class, arch.options()));
  }

  @Override
  public ArchModel model(Options options) {
    var answers = new Answers(foreign, "model(...)");
    return foreign.answer(arch -> answers.whole(ArchModel.class, arch.model(options)));
  }

  @Override
  public List<DirectMap> directMaps() {
    var answers = new Answers(foreign, "directMaps()");
    return foreign.answer(arch -> answers.wholes(DirectMap.class, arch.directMaps(), "kernel"));
  }

  @Override
  public List<FirmwareMap> firmwareMaps() {
    var answers = new Answers(foreign, "firmwareMaps()");
    return foreign.answer(
        arch -> answers.wholes(FirmwareMap.class, arch.firmwareMaps(), "firstMib"));
  }

  @Override
  public List<ProfileText> bootProfiles() {
    var answers = new Answers(foreign, "bootProfiles()");
    return foreign.answer(arch -> answers.wholes(ProfileText.class, arch.bootProfiles()));
  }
}
