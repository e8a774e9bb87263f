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

  /**
   * Writes a result as a user asked for it; this is what the shell calls. The bytes are those of
   * {@link #write(Result, OutputStream, Medium)} unless the reporter draws charts or tells the
   * command.
   *
   * @throws kasan.api.BadInputException when the result has no chart of that name; one line that
   *     lists those it has
   */
  default void write(Result result, OutputStream out, Rendering rendering) throws IOException {
    write(result, out, rendering.medium());
  }
}
