// SPDX-License-Identifier: Apache-2.0
package kasan.web.internal.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** By which names a server may be addressed. */
class HostNamesTest {
  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, localhost:8642, 127.0.0.1, true",
    "127.0.0.1, LOCALHOST, 127.0.0.1, true",
    "127.0.0.1, 127.0.0.1:9000, 127.0.0.1, true", // a tunnel has another port
    "127.0.0.1, [::1]:8642, ::1, true",
    "127.0.0.1, evil.example:8642, 127.0.0.1, false",
    "127.0.0.1, localhost.evil.example, 127.0.0.1, false",
    "127.0.0.1, 127.0.0.1.evil.example, 127.0.0.1, false",
    "127.0.0.1, 192.0.2.7:8642, 127.0.0.1, false",
    "127.0.0.1, '', 127.0.0.1, false",
    "0.0.0.0, 192.0.2.7:8642, 192.0.2.7, true", // the address that the connection has reached
    "0.0.0.0, 192.0.2.8:8642, 192.0.2.7, false",
    "::, [2001:db8::7]:8642, 2001:db8::7, true",
    "lab.example, lab.example:8642, 192.0.2.7, true",
    "lab.example, Lab.Example, 192.0.2.7, true",
    "lab.example, other.example, 192.0.2.7, false",
    "2001:db8::7, [2001:db8::7], 2001:db8::7, true",
  })
  void ownNamesAreAdmittedAndNoOthers(String told, String host, String reached, boolean admitted) {
    assertEquals(admitted, new HostNames(told).admit(host, reached));
  }

  @Test
  void requestWithoutAHostIsNotAdmitted() {
    assertFalse(new HostNames("127.0.0.1").admit(null, "127.0.0.1"));
  }
}
