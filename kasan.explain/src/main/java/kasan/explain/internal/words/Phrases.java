// SPDX-License-Identifier: Apache-2.0
package kasan.explain.internal.words;

import java.util.Locale;
import kasan.explain.internal.words.ShadowMap.Run;

/** Small pieces of sentences: counts with their nouns, addresses, shadow bytes. */
final class Phrases {
  private Phrases() {}

  /** {@code 1 byte}, {@code 2 bytes}; unsigned. */
  static String bytes(long count) {
    return count == 1 ? "1 byte" : Long.toUnsignedString(count) + " bytes";
  }

  /** {@code 1 granule}, {@code 2 granules}. */
  static String granules(long count) {
    return count == 1 ? "1 granule" : count + " granules";
  }

  /** An address as kernels print it. */
  static String address(long address) {
    return String.format(Locale.ROOT, "%016x", address);
  }

  /** A shadow byte as kernels print it. */
  static String shadow(int value) {
    return String.format(Locale.ROOT, "%02x", value);
  }

  /** {@code 14 granules accessible (112 bytes)}, {@code 17 granules of fc (slab redzone)}. */
  static String run(Run run, int granule, String meaning) {
    String count = granules(run.granules());
    if (run.value() == 0) {
      return count + " accessible (" + bytes((long) run.granules() * granule) + ")";
    }
    if (run.value() < granule) {
      String first = run.value() == 1 ? "first byte" : "first " + run.value() + " bytes";
      return run.granules() == 1
          ? count + " with only its " + first + " accessible"
          : count + " with only the " + first + " of each accessible";
    }
    return count + " of " + shadow(run.value()) + " (" + meaning + ")";
  }
}
