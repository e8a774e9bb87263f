// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.recording;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kasan.api.BadInputException;
import org.jspecify.annotations.Nullable;

/**
 * What a user says of the recorded machine.
 *
 * @param ramBytes RAM; 0 when not given
 * @param directMapBase start of the direct map; null when not given
 */
record MachineSettings(long ramBytes, @Nullable Long directMapBase) {
  private static final Pattern SIZE = Pattern.compile("(\\d{1,12})([kKmMgGtT])(i?[bB])?");

  /** The setting for RAM. */
  static final String RAM = "ram";

  /** The setting for the start of the direct map. */
  static final String DIRECT_MAP_BASE = "direct-map-base";

  /** What each is, by name. */
  static SortedMap<String, String> titles(KnownKernels kernels) {
    return new TreeMap<>(
        Map.of(
            RAM,
            "RAM of the machine where the recording does not tell, such as 512M or 24G",
            DIRECT_MAP_BASE,
            "where the direct map starts where it cannot be inferred, such as "
                + kernels.someDirectMap()));
  }

  /** Reads {@code ram} and {@code direct-map-base}; others are not its business. */
  static MachineSettings of(Map<String, String> settings, KnownKernels kernels) {
    String ram = settings.get(RAM);
    String base = settings.get(DIRECT_MAP_BASE);
    return new MachineSettings(
        ram == null ? 0 : ramBytes(ram), base == null ? null : directMapBase(base, kernels));
  }

  private static long ramBytes(String text) {
    Matcher size = SIZE.matcher(text);
    if (size.matches()) {
      int shift = 10 * ("kmgt".indexOf(Character.toLowerCase(size.group(2).charAt(0))) + 1);
      long number = Long.parseLong(size.group(1));
      if (number > 0 && number <= (1L << 52) >>> shift) {
        return number << shift;
      }
    }
    throw new BadInputException(
        "--set " + RAM + "=" + text + ": expected a size such as 512M or 24G");
  }

  private static long directMapBase(String text, KnownKernels kernels) {
    String digits = text.startsWith("0x") ? text.substring(2) : text;
    try {
      long base = Long.parseUnsignedLong(digits, 16);
      if (base < 0 && kernels.anyPageStartsAt(base)) {
        return base;
      }
    } catch (NumberFormatException e) {
      // told below
    }
    throw new BadInputException(
        "--set "
            + DIRECT_MAP_BASE
            + "="
            + text
            + ": expected the address of a page in kernel space, such as "
            + kernels.someDirectMap());
  }
}
