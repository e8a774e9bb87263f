// SPDX-License-Identifier: Apache-2.0
package kasan.api.report;

import java.io.IOException;
import java.io.OutputStream;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Turns a result into bytes; an OSGi service that carries {@link ReporterInfo}. Stateless and
 * thread-safe; the same result gives the same bytes.
 */
@ConsumerType
public interface Reporter {
  /** Writes a result; does not close the stream. */
  void write(Result result, OutputStream out) throws IOException;

  /**
   * Writes a result for a medium, such as a terminal of some width. The bytes are those of {@link
   * #write(Result, OutputStream)} where the medium is {@link Medium#FILE}; a reporter for machines
   * has no use for any other.
   */
  default void write(Result result, OutputStream out, Medium medium) throws IOException {
    write(result, out);
  }
}
