// SPDX-License-Identifier: Apache-2.0
package kasan.api.scheme;

import org.osgi.annotation.versioning.ProviderType;

/**
 * One read-only page that may stand anywhere in the shadow at once: zero page, black page. It costs
 * its frame and one table page a level, once; every place it stands in for costs nothing more
 * unless tables are private.
 */
@ProviderType
public interface SharedPage {
  /** What every byte of it holds. */
  byte value();
}
