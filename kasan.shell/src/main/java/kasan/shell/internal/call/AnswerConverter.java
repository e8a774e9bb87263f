// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal.call;

import org.apache.felix.service.command.Converter;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;

/** Prints answers wherever Gogo prints what a command returned. */
@Component(
    service = Converter.class,
    property = "osgi.converter.classes=kasan.shell.internal.call.Answer")
public final class AnswerConverter implements Converter {
  @Override
  public @Nullable Object convert(Class<?> type, Object value) {
    return null;
  }

  @Override
  public @Nullable CharSequence format(Object value, int level, Converter escape) {
    if (!(value instanceof Answer answer)) {
      return null;
    }
    // Whoever prints it ends the last line.
    String text =
        answer.text().endsWith("\n")
            ? answer.text().substring(0, answer.text().length() - 1)
            : answer.text();
    return level == INSPECT || text.isEmpty() ? text : answer.result().verb();
  }
}
