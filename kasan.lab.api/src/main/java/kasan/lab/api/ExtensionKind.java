// SPDX-License-Identifier: Apache-2.0
package kasan.lab.api;

/** Kinds of things that bundles add to the laboratory. */
public enum ExtensionKind {
  /** Shadow schemes. */
  SCHEMES,
  /** Architectures. */
  ARCHS,
  /** Workloads. */
  WORKLOADS,
  /** Readers of recordings. */
  READERS,
  /** Reporters. */
  REPORTERS
}
