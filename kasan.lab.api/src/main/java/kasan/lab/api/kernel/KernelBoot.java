// SPDX-License-Identifier: Apache-2.0
package kasan.lab.api.kernel;

import java.util.List;
import kasan.api.arch.ArchModel;
import kasan.lab.api.scheme.SchemeChoice;
import kasan.lab.api.wall.ForeignFailure;
import kasan.lab.api.wall.Wall;
import org.osgi.annotation.versioning.ProviderType;

/** Boots kernels of their own placement; an OSGi service. Stateless and thread-safe. */
@ProviderType
public interface KernelBoot {
  /**
   * Boots a kernel with its first shadow, whose static part is taken before memory is handed to the
   * page allocator, as at a real boot, and so is not in MemTotal.
   *
   * @param scheme with its options
   * @param wall through which code of schemes is called
   * @throws kasan.api.BadInputException when the plan cannot be met or the machine is too small
   * @throws ForeignFailure when the scheme fails
   */
  ModelledKernel boot(BootPlan plan, ArchModel arch, SchemeChoice scheme, Wall wall);

  /** The same behind a wall of its own, that nobody watches. */
  default ModelledKernel boot(BootPlan plan, ArchModel arch, SchemeChoice scheme) {
    return boot(plan, arch, scheme, new Wall());
  }

  /** Names of the built-in profiles. */
  List<String> profiles();

  /**
   * The built-in profile that is used when nobody names one: that of a machine of the architecture,
   * where there is one. Empty when there are no built-in profiles.
   */
  default String usualProfile(ArchModel arch) {
    List<String> all = profiles();
    return all.isEmpty() ? "" : all.get(0);
  }

  /**
   * Reads a profile.
   *
   * @param profile name of a built-in profile, or path of a profile file
   * @throws kasan.api.BadInputException when there is none, or it cannot be used
   */
  ProfileFacts profile(String profile, ArchModel arch);
}
