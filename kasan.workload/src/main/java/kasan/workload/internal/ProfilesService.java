// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal;

import java.nio.file.Path;
import java.util.Map;
import kasan.api.workload.Workload;
import kasan.lab.api.recording.Ageing;
import kasan.lab.api.recording.LoadProfiles;
import kasan.lab.api.recording.ReadProgress;
import kasan.lab.api.recording.Recordings;
import kasan.lab.api.wall.Wall;
import kasan.workload.internal.derive.FileProfiles;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Makes and reads load profiles; as a service. */
@Component
public final class ProfilesService implements LoadProfiles {
  private final LoadProfiles profiles;

  /** Takes what opens recordings. */
  @Activate
  public ProfilesService(@Reference Recordings recordings) {
    profiles = new FileProfiles(recordings);
  }

  @Override
  public Made derive(
      Path recording, Map<String, String> settings, Path file, ReadProgress progress) {
    return new Wall()
        .run("kasan derive", () -> profiles.derive(recording, settings, file, progress));
  }

  @Override
  public Workload load(Path file) {
    return profiles.load(file);
  }

  @Override
  public @Nullable Ageing ageing(Path file) {
    return profiles.ageing(file);
  }
}
