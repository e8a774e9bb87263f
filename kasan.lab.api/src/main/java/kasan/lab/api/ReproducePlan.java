// SPDX-License-Identifier: Apache-2.0
package kasan.lab.api;

/**
 * How thoroughly to reproduce published tables.
 *
 * @param quick only what is arithmetic: nothing that runs a workload
 * @param seed of the workloads
 */
public record ReproducePlan(boolean quick, long seed) {}
