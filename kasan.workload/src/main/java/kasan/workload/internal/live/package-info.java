// SPDX-License-Identifier: Apache-2.0
/**
 * The machine that the laboratory runs on, followed while it runs: {@code LiveMachine} traces into
 * ring buffers of its own, {@code LiveTrace} reads them page by page and puts the events of all
 * CPUs in order. The buffers bound what waits; what finds no room in them is counted as lost, and
 * the machine never waits for who reads.
 */
@NullMarked
package kasan.workload.internal.live;

import org.jspecify.annotations.NullMarked;
