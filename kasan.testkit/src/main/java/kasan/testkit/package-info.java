// SPDX-License-Identifier: Apache-2.0
/**
 * Tests that every extension of the laboratory must pass, to be subclassed beside it. For a scheme
 * start from {@link kasan.testkit.SchemeConformance}: a subclass names the scheme, and where it
 * misses bugs by design says which. For tests of one's own there is {@link
 * kasan.testkit.TestKernel}, a kernel driven by hand, with one shadow and the truth about each byte
 * beside it.
 *
 * <p>Needs JUnit 5, on a class path: the modelled kernel behind it is no part of the contract.
 * Large because a test imports one package and has all that it needs.
 */
@Export
@Version("0.1.0")
@NullMarked
package kasan.testkit;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
