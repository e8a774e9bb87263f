// SPDX-License-Identifier: Apache-2.0
/**
 * What every part of the laboratory shares: the exception that tells a user of bad input, and the
 * name that a user may have meant.
 *
 * <p>The contracts stand in the sub-packages, and use each other in one direction only: {@code
 * option} and {@code memory} use nothing; {@code arch} describes machines; {@code scheme} is all
 * that the author of a shadow scheme needs; {@code workload} is where events come from; {@code
 * report} turns results into bytes. Small because everything depends on it.
 */
@Export
@Version("1.0.0")
@NullMarked
package kasan.api;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
