// SPDX-License-Identifier: Apache-2.0
package kasan.lab.api.kernel;

import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What a kernel counted while it applied events.
 *
 * @param events applied
 * @param unknownPages RAM pages whose use is not known, now
 * @param unmanagedPages RAM pages that no zone manages, now
 * @param impliedFrees objects whose free had no event, seen because their memory was handed out
 *     again
 * @param impliedFreesByCache the same by cache
 * @param unknownFrees frees of objects, pages or areas that were not known
 * @param slabPages slab pages now
 * @param slabPagesAtStart slab pages before the first event; null when not known
 * @param slabBlocksAtStart blocks with a slab page before the first event; null when not known
 * @param liveObjects objects known to be live now
 * @param taskStacks task stacks now
 * @param notes anything else worth a row, by reason
 */
public record KernelCounts(
    long events,
    long unknownPages,
    long unmanagedPages,
    long impliedFrees,
    SortedMap<String, Long> impliedFreesByCache,
    long unknownFrees,
    long slabPages,
    @Nullable Long slabPagesAtStart,
    @Nullable Long slabBlocksAtStart,
    long liveObjects,
    long taskStacks,
    SortedMap<String, Long> notes) {}
