// SPDX-License-Identifier: Apache-2.0
package kasan.lab.api;

/**
 * What somebody wants to have done: a value that {@link Plans} writes as JSON and reads back. Files
 * are named by text; a relative path starts where the laboratory was started.
 */
public sealed interface Plan permits ComparePlan, FootprintPlan, ReproducePlan, RunPlan, SuitePlan {
  /** How long one call of foreign code may take, in seconds. */
  int hangSeconds();
}
