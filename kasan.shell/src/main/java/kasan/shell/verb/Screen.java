// SPDX-License-Identifier: Apache-2.0
package kasan.shell.verb;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** The whole of the user's terminal, for a verb that repaints it. As it was before, once closed. */
@ProviderType
public interface Screen extends AutoCloseable {
  /** Columns there are now. */
  int width();

  /** Lines there are now. */
  int height();

  /** Shows these lines in place of those before; what does not fit is cut off. */
  void show(List<String> lines);

  /** The key that was pressed since this was asked last; 0 when none was. Does not wait. */
  char key();

  @Override
  void close();
}
