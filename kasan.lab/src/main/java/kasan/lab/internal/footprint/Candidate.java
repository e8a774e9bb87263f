// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.footprint;

import java.util.ArrayList;
import java.util.List;
import kasan.api.arch.ArchModel;
import kasan.api.option.Options;
import kasan.api.scheme.ShadowScheme;
import kasan.lab.api.Settings;
import kasan.lab.api.kernel.BootPlan;
import kasan.lab.api.kernel.KernelBoot;
import kasan.lab.api.kernel.ModelledKernel;
import kasan.lab.internal.inventory.Extension;
import kasan.lab.internal.inventory.SchemeFacts;
import org.jspecify.annotations.Nullable;

/**
 * A scheme on a kernel that was compiled in one way.
 *
 * @param facts what its registration says
 * @param scheme the service
 * @param options checked
 * @param instrumentation {@code none} without shadow, {@code hardware}, {@code outline} or {@code
 *     inline}
 * @param excluded why it cannot be booted at all; null when it can
 */
public record Candidate(
    SchemeFacts facts,
    ShadowScheme scheme,
    Options options,
    String instrumentation,
    @Nullable String excluded) {
  static final String OUTLINE = "outline";
  static final String INLINE = "inline";
  static final String BOTH = "both";
  private static final String NONE = "none";
  private static final String HARDWARE = "hardware";
  private static final String PLAIN = "plain";

  /**
   * A scheme with each instrumentation that is asked for; one that does not depend on it once.
   *
   * @param wanted {@code outline}, {@code inline} or {@code both}
   */
  public static List<Candidate> of(
      Extension<ShadowScheme> scheme, ArchModel arch, Settings settings, String wanted) {
    SchemeFacts facts = SchemeFacts.of(scheme);
    Options options =
        Options.of(scheme.name(), scheme.service().options(), settings.of(scheme.name()));
    String refusal = scheme.service().refusal(arch, options);
    var candidates = new ArrayList<Candidate>();
    if (facts.inHardware() || facts.instrumentation().isEmpty()) {
      String word = facts.inHardware() ? HARDWARE : NONE;
      candidates.add(new Candidate(facts, scheme.service(), options, word, refusal));
      return candidates;
    }
    for (String word : wanted.equals(BOTH) ? List.of(OUTLINE, INLINE) : List.of(wanted)) {
      String why = refusal == null ? unsupported(facts, word) : refusal;
      candidates.add(new Candidate(facts, scheme.service(), options, word, why));
    }
    return candidates;
  }

  private static @Nullable String unsupported(SchemeFacts facts, String instrumentation) {
    return facts.instrumentation().contains(instrumentation)
        ? null
        : "does not work with "
            + instrumentation
            + " instrumentation, only with "
            + String.join(", ", facts.instrumentation());
  }

  /** Boots a kernel that carries it. */
  public ModelledKernel boot(
      KernelBoot kernels, String profile, long ramMib, int cpus, long seed, ArchModel arch) {
    String layout = instrumentation.equals(NONE) ? PLAIN : facts.layoutClass();
    var plan = new BootPlan(ramMib, cpus, profile, layout, instrumentation, facts.vmalloc(), seed);
    return kernels.boot(plan, arch, facts.traits(), scheme, options);
  }
}
