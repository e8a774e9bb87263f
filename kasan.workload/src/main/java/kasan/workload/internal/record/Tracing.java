// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.record;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kasan.api.BadInputException;

/** Whether this machine may be traced, and how much memory that may take. */
public final class Tracing {
  private static final Pattern AVAILABLE = Pattern.compile("MemAvailable:\\s+(\\d+) kB");

  private Tracing() {}

  /**
   * Looks whether the user may trace.
   *
   * @param who asks; begins the message
   * @throws BadInputException when this is not Linux, or the user is not root
   */
  public static void checkAllowed(String who) {
    Object uid;
    try {
      uid = Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    } catch (IOException | UnsupportedOperationException e) {
      throw new BadInputException(who + ": only Linux can be traced, and it needs /proc", e);
    }
    if (!uid.equals(0)) {
      throw new BadInputException(
          who + ": expected to run as root, to trace the kernel and to see its addresses");
    }
  }

  /** Memory that the kernel could give without swapping, in kB. */
  public static long availableKb() throws IOException {
    Matcher available = AVAILABLE.matcher(ControlFile.read(Path.of("/proc/meminfo")));
    return available.find() ? Long.parseLong(available.group(1)) : Long.MAX_VALUE;
  }
}
