// SPDX-License-Identifier: Apache-2.0
package kasan.lab.api.kernel;

/**
 * What a slab cache holds, as a line of /proc/slabinfo tells it.
 *
 * @param name of the cache, the one that it was merged into where caches share slabs
 * @param pages in its slabs
 * @param objects places in its slabs
 * @param liveObjects in use
 * @param quarantinedObjects freed, and not yet handed out again on purpose
 */
public record CacheUse(
    String name, long pages, long objects, long liveObjects, long quarantinedObjects) {}
