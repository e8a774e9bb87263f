// SPDX-License-Identifier: Apache-2.0
package kasan.lab.api.kernel;

/**
 * Which request had memory handed out, or given back (struct kasan_track).
 *
 * @param event number of the event that asked for it, from 1 on; 0 where code called, see {@link
 *     ModelledKernel#calls()}
 * @param pid of the process that asked; 0 where nobody tells
 */
public record RequestTrack(long event, int pid) {}
