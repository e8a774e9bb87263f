// SPDX-License-Identifier: Apache-2.0
package kasan.suite.internal.play;

import kasan.lab.api.scheme.MissReason;
import org.jspecify.annotations.Nullable;

/**
 * What was judged while one statement ran.
 *
 * @param line of the statement
 * @param text of the statement
 * @param bug whether something was wrong in truth
 * @param reported whether something was reported
 * @param falseReport whether something was reported that is no bug
 * @param missed why a bug was not reported; null when none was missed
 */
public record Round(
    int line,
    String text,
    boolean bug,
    boolean reported,
    boolean falseReport,
    @Nullable MissReason missed) {}
