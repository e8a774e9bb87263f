// SPDX-License-Identifier: Apache-2.0
package kasan.lab.api.finding;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import kasan.api.report.Result;
import org.jspecify.annotations.Nullable;
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
   * @param text of dmesg, a serial console, syslog, journal, mail; any bytes, compressed or not;
   *     not closed
   * @param options what is wanted
   * @throws kasan.api.BadInputException when there is no report in it; says what was looked for
   * @throws IOException when reading fails
   */
  Result explain(Path file, InputStream text, Options options) throws IOException;

  /** Explains every report in a log, without options. */
  default Result explain(Path file, InputStream text) throws IOException {
    return explain(file, text, Options.NONE);
  }

  /**
   * What may be wanted.
   *
   * @param group whether equal reports are put together and counted: {@code {"file", "lines",
   *     "groups": [...]}}
   * @param vmlinux the kernel's image with its debug information, for files and lines; null for
   *     none
   * @param modules folder with the modules of that kernel; null for none
   */
  record Options(boolean group, @Nullable Path vmlinux, @Nullable Path modules) {
    /** Nothing wanted. */
    public static final Options NONE = new Options(false, null, null);
  }
}
