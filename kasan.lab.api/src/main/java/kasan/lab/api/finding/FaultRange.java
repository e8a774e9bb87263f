// SPDX-License-Identifier: Apache-2.0
package kasan.lab.api.finding;

/**
 * Where an access must have gone whose shadow address faulted: inline instrumentation read the
 * shadow of an address that has none, so that the bug shows as a fault of the shadow and not as an
 * access. The kernel prints {@code KASAN: null-ptr-deref in range [0x...-0x...]}.
 *
 * @param fault the line by which the kernel announced the fault; empty when not known
 * @param likelihood {@code probably}, {@code maybe}, or empty for certain
 * @param first address
 * @param last address, inclusive
 */
public record FaultRange(String fault, String likelihood, long first, long last) {}
