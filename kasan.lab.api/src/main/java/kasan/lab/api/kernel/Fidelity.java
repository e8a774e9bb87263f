// SPDX-License-Identifier: Apache-2.0
package kasan.lab.api.kernel;

/**
 * How well a replay agrees with what the recorded machine said of its slab pages in the end (bit 7
 * of /proc/kpageflags).
 *
 * <p>Such a snapshot is not atomic: it is read page by page, while the machine goes on. Where the
 * trace has marks around it, each page is compared as the model had it when the snapshot reached
 * it; the pace of the reading is estimated, see {@link #readFromNanos}. Otherwise, and in the last
 * two figures, the state after the last event is compared.
 *
 * @param slabPagesStart slab pages before the first event
 * @param slabPagesEndRecorded slab pages that the machine reported in the end
 * @param slabPagesEndModel slab pages that the model had
 * @param missing pages that the machine reported and the model did not have
 * @param extra pages that the model had and the machine did not report
 * @param doNothingMissing missing, had the model stayed as it was at the start
 * @param doNothingExtra extra, had the model stayed as it was at the start
 * @param atMarks whether marks told when the snapshot was read
 * @param readFromNanos when it read the first page, on the clock of the events: estimated as two
 *     numbers, begin and end of reading at an even pace, within the marks, for the least
 *     disagreement; 0 without marks
 * @param readToNanos when it read the last page, estimated likewise; 0 without marks
 * @param missingAtTraceEnd missing, compared with the state after the last event
 * @param extraAtTraceEnd extra, compared with the state after the last event
 */
public record Fidelity(
    long slabPagesStart,
    long slabPagesEndRecorded,
    long slabPagesEndModel,
    long missing,
    long extra,
    long doNothingMissing,
    long doNothingExtra,
    boolean atMarks,
    long readFromNanos,
    long readToNanos,
    long missingAtTraceEnd,
    long extraAtTraceEnd) {}
