// SPDX-License-Identifier: Apache-2.0
/**
 * From the bytes of a file to clean lines of text.
 *
 * <p>{@link kasan.explain.internal.transport.LogSource} undoes compression, {@link
 * kasan.explain.internal.transport.ByteLines} finds the lines, {@link
 * kasan.explain.internal.transport.MailBody} undoes the encodings of mail, {@link
 * kasan.explain.internal.transport.Unwrapping} what recorders put around a line (JSON, HTML,
 * escapes), {@link kasan.explain.internal.transport.Cleaning} removes what terminals understand.
 * {@link kasan.explain.internal.transport.LogText} is all of it in order. A line still has what
 * consoles and journals put in front of it.
 */
@NullMarked
package kasan.explain.internal.transport;

import org.jspecify.annotations.NullMarked;
