// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal.verbs;

import kasan.api.BadInputException;
import kasan.api.report.Result;
import kasan.lab.api.Progress;
import kasan.lab.api.recording.LoadProfiles;
import kasan.lab.api.recording.ReadProgress;
import kasan.shell.verb.Arguments;
import kasan.shell.verb.Synopsis;
import kasan.shell.verb.Verb;
import kasan.shell.verb.VerbInfo;
import kasan.shell.verb.VerbSession;
import kasan.shell.verb.Words;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** Writes the load profile of a recording. */
@Component
@VerbInfo(name = "derive", summary = "Derive a workload from a recording")
public final class DeriveVerb implements Verb {
  // Optional, so that without one the verb says what is missing.
  @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
  private volatile @Nullable LoadProfiles profiles;

  @Override
  public Synopsis synopsis() {
    return Synopsis.EMPTY
        .required("RECORDING", "a folder, a .zip or .tar of one, a trace", Offered.RECORDINGS)
        .repeated("--set", "OPTION=VALUE", "of the recorded machine, such as ram=4G", Words.NONE)
        .option("--out", "FILE", "where the load profile goes; must not exist", Words.FILES)
        .note("Status 0: derived; 2: bad request or bad input. docs/workloads.md tells the rest.");
  }

  @Override
  public Result run(Arguments given, VerbSession session) throws Exception {
    String out = given.option("--out");
    if (out.isEmpty()) {
      throw new BadInputException("derive: give --out FILE, where the load profile goes");
    }
    String recording = given.operand(0);
    String path = recording.startsWith("rec:") ? recording.substring("rec:".length()) : recording;
    return new DeriveResult(
        profiles()
            .derive(
                session.path(path),
                SettingsText.parse(given.repeated("--set")).of(""),
                session.path(out),
                reading(session.progress("events"))));
  }

  private static ReadProgress reading(Progress shown) {
    return (events, part) -> {
      shown.share(part);
      shown.at(events);
    };
  }

  private LoadProfiles profiles() {
    LoadProfiles there = profiles;
    if (there == null) {
      throw new BadInputException(
          "nothing here can derive (service "
              + LoadProfiles.class.getName()
              + "); 'why LoadProfiles' tells more");
    }
    return there;
  }
}
