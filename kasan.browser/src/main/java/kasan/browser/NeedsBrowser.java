// SPDX-License-Identifier: Apache-2.0
package kasan.browser;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The tests of this class are skipped, with a word why, where no Chromium is installed. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsBrowser.Condition.class)
public @interface NeedsBrowser {

  /** Looks whether there is one. */
  final class Condition implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      Optional<Path> chromium = Browser.installed();
      return chromium.isPresent()
          ? ConditionEvaluationResult.enabled("Chromium is " + chromium.get())
          : ConditionEvaluationResult.disabled(
              "no Chromium on the PATH: 'apt-get install chromium', or name one in"
                  + " KASAN_CHROMIUM");
    }
  }
}
