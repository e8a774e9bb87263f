// SPDX-License-Identifier: Apache-2.0
package kasan.lab.api.kernel;

/**
 * Work that a shadow has caused; counted by its view.
 *
 * @param maps pages mapped one by one
 * @param unmaps pages unmapped one by one
 * @param unmapsCancelled queued unmaps given up because their memory was allocated again
 * @param localFlushes flushes of one CPU's own TLB after a map
 * @param globalFlushes range flushes on all CPUs
 * @param remoteFlushes flushes that other CPUs had to do for those (IPIs where the architecture
 *     needs them)
 * @param rechecks checks repeated after a local flush
 * @param rechecksPassed repeated checks that passed
 * @param secondShadowChecks checks decided by a second shadow
 * @param shadowLoads loads of shadow, in loads
 * @param shadowStores stores to shadow, in operations: a memset is one
 * @param shadowStoreBytes bytes stored to shadow
 * @param tableWrites page-table entries written one by one
 * @param tableWalks TLB misses
 * @param spuriousFaults write faults on entries that were writable by then
 * @param framesTaken frames taken, tables included
 * @param framesGiven frames given back
 * @param modelledCost all of it in instructions, by the architecture's cost table
 */
public record Work(
    long maps,
    long unmaps,
    long unmapsCancelled,
    long localFlushes,
    long globalFlushes,
    long remoteFlushes,
    long rechecks,
    long rechecksPassed,
    long secondShadowChecks,
    long shadowLoads,
    long shadowStores,
    long shadowStoreBytes,
    long tableWrites,
    long tableWalks,
    long spuriousFaults,
    long framesTaken,
    long framesGiven,
    long modelledCost) {}
