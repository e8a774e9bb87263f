// SPDX-License-Identifier: Apache-2.0
package kasan.lab.api;

import java.util.List;
import kasan.api.option.OptionSpec;
import kasan.api.report.Result;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Runs programs that hold bugs on the modelled kernel and says which scheme finds which; an OSGi
 * service. Thread-safe: each call has kernels of its own.
 */
@ProviderType
public interface Suite {
  /**
   * Runs cases on schemes.
   *
   * <p>The tree of the result: {@code rows}, one for each case, scheme and instrumentation, with
   * {@code case}, {@code family}, {@code scheme}, {@code instrumentation}, {@code mode}, {@code
   * result} (found, clean, missed, false, not-applicable), {@code bugClass}, {@code reason}; and
   * {@code coverage}, one for each scheme and instrumentation, with {@code found} and {@code of}.
   *
   * @param progress told how many cases are done
   * @throws kasan.api.BadInputException when the plan names what is not there, or a file cannot be
   *     read as cases
   */
  Result run(SuitePlan plan, Progress progress);

  /**
   * What built-in cases came to on the schemes that ship, as recorded when they were built: nothing
   * runs. Other schemes are not in it.
   */
  List<SchemeCoverage> coverage();

  /** Options of its kernels, which {@code --set suite.NAME} sets; none when nobody says. */
  default List<OptionSpec> options() {
    return List.of();
  }

  /** Names of the cases there are, in their order; for completion. */
  List<String> cases();
}
