// SPDX-License-Identifier: Apache-2.0
/**
 * What every part of the laboratory shares: the one exception by which bad input is told to a user.
 *
 * <p>The contracts themselves stand in the sub-packages, one direction of use only: {@code option}
 * and {@code memory} know nobody; {@code arch} uses them; {@code scheme} is all that the author of
 * a shadow scheme needs; {@code workload} is where events come from; {@code kernel} is the modelled
 * machine; {@code report} turns results into bytes; {@code finding} is one report of KASAN as a
 * value; {@code lab} ties them together.
 */
@Export
@Version("1.0.0")
@NullMarked
package kasan.api;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
