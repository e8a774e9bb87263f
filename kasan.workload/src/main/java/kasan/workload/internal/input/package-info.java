// SPDX-License-Identifier: Apache-2.0
/**
 * Where the files of a recording lie: in a folder, in an archive, or one alone. {@link
 * kasan.workload.internal.input.StoredFiles} are the files as stored; {@link
 * kasan.workload.internal.input.MemberInput} undoes compression and names them without suffix.
 */
@NullMarked
package kasan.workload.internal.input;

import org.jspecify.annotations.NullMarked;
