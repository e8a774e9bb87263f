// SPDX-License-Identifier: Apache-2.0
package kasan.report.internal.linux;

import java.util.Locale;
import kasan.lab.api.finding.Access;
import kasan.lab.api.finding.FaultRange;
import kasan.lab.api.finding.Finding;
import kasan.lab.api.finding.SlabObject;
import kasan.lab.api.finding.SlabObject.Region;
import org.jspecify.annotations.Nullable;

/**
 * A finding in one line: {@code slab-out-of-bounds: write of 1 byte at ffff888003f85d73 in
 * toy_write by toyd/37, 0 bytes to the right of 115 bytes of kmalloc-128}.
 */
final class OneLine {
  private OneLine() {}

  static String of(Finding finding) {
    StringBuilder text = new StringBuilder(finding.bugClass()).append(": ");
    Access access = finding.access();
    FaultRange range = finding.faultRange();
    if (access != null) {
      text.append(access.kind().word().toLowerCase(Locale.ROOT));
      if (access.size() != 0) {
        text.append(" of ").append(bytes(access.size()));
      }
      Long address = access.address();
      if (address != null) {
        text.append(access.kind() == Access.Kind.FREE ? " of " : " at ").append(hex(address));
      }
    } else if (range != null) {
      text.append("access in [").append(hex(range.first())).append('-');
      text.append(hex(range.last())).append(']');
    } else {
      text.append("access not known");
    }
    if (finding.function() != null) {
      text.append(" in ").append(finding.function().name());
    }
    if (access != null && !access.comm().isEmpty()) {
      text.append(" by ").append(access.comm()).append('/').append(access.pid());
    }
    text.append(place(finding.object()));
    return text.toString();
  }

  private static String place(@Nullable SlabObject object) {
    if (object == null) {
      return "";
    }
    Region region = object.region();
    if (region == null) {
      return ", near an object of " + object.cache();
    }
    return ", "
        + bytes(region.distance())
        + " "
        + region.side().words()
        + " of "
        + (region.state().word().isEmpty() ? "" : region.state().word() + " ")
        + bytes(region.size())
        + " of "
        + object.cache();
  }

  private static String bytes(long count) {
    return Long.toUnsignedString(count) + (count == 1 ? " byte" : " bytes");
  }

  private static String hex(long address) {
    return String.format(Locale.ROOT, "%016x", address);
  }
}
