// SPDX-License-Identifier: Apache-2.0
package kasan.lab.api.finding;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import kasan.api.report.Result;
import org.osgi.annotation.versioning.ProviderType;

/** Reads the log of a real kernel and says in words what its KASAN reports mean; a service. */
@ProviderType
public interface Explainer {
  /**
   * Explains every report in a log.
   *
   * <p>The tree of the result is {@code {"file", "lines", "reports": [...], "classes": [...]}}, a
   * report being that of {@link FindingTree} with what was made of it; its sections are a block of
   * text a report.
   *
   * @param file how messages call the input
   * @param text of dmesg, a serial console, syslog, journal; any bytes; not closed
   * @throws kasan.api.BadInputException when there is no report in it; says what was looked for
   * @throws IOException when reading fails
   */
  Result explain(Path file, InputStream text) throws IOException;
}
