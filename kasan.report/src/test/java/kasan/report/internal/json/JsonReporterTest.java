// SPDX-License-Identifier: Apache-2.0
package kasan.report.internal.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import java.util.Optional;
import kasan.report.internal.sample.Sample;
import org.junit.jupiter.api.Test;

class JsonReporterTest {
  private final JsonReporter reporter = new JsonReporter();

  @Test
  void writesKeysInTheirOrderAndNumbersInFull() {
    assertEquals(Sample.golden("compared.json"), Sample.print(reporter, Sample.compared()));
  }

  @Test
  void noNumberHasAnExponentAndWhatIsNoNumberIsNull() {
    assertEquals(
        "{\n  \"small\": 0.000000001,\n  \"large\": 10000000000000000000000,\n  \"gap\": null\n}\n",
        Sample.print(
            reporter,
            Sample.of(
                Sample.map("small", new BigDecimal("1E-9"), "large", 1e22, "gap", Double.NaN))));
  }

  @Test
  void refusesWhatIsNoPlainValue() {
    assertEquals(
        "no plain value: java.util.Optional",
        assertThrows(
                IllegalArgumentException.class,
                () -> Sample.print(reporter, Sample.of(Sample.map("odd", Optional.of(1)))))
            .getMessage());
  }
}
