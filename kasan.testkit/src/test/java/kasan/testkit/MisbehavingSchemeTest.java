// SPDX-License-Identifier: Apache-2.0
package kasan.testkit;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import kasan.api.scheme.ShadowScheme;
import kasan.api.scheme.ViewRevokedException;
import kasan.lab.api.scheme.SchemeChoice;
import kasan.lab.api.scheme.SchemeDescription;
import kasan.testkit.MisbehavingScheme.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each rule that can be broken is one that the conformance tests hold a scheme to. */
class MisbehavingSchemeTest {
  private static final SchemeDescription TRAITS =
      SchemeDescription.named(MisbehavingScheme.NAME).build();

  private final MisbehavingScheme scheme = new MisbehavingScheme();

  private SchemeConformance kit(Fault fault) {
    return new SchemeConformance() {
      @Override
      protected ShadowScheme scheme() {
        return scheme;
      }

      @Override
      protected SchemeDescription description() {
        return TRAITS;
      }

      @Override
      protected Map<String, String> settings() {
        return Map.of("fault", fault.word(), "after", "50");
      }
    };
  }

  @Test
  void withoutAFaultItConforms() {
    SchemeConformance kit = kit(Fault.NONE);
    kit.reportsWhatIsWrongAndNothingElse(2, 1);
    kit.answersTheSameWhenBuiltOnARunningKernel(2, 1);
    kit.givesBackWhatCameWithMemoryThatHasGone();
    kit.hasWordsForEveryShadowByte();
    kit.isRegisteredAsWhatItIs();
  }

  @ParameterizedTest
  @EnumSource(
      names = {
        "ATTACH_THROWS",
        "ATTACH_STARVES",
        "THROWS",
        "THROWS_ERROR",
        "FAULTS",
        "REPORTS_ALL",
        "MISSES_ALL",
        "GUESSES"
      })
  void conformanceSeesAWrongAnswerAndNone(Fault fault) {
    SchemeConformance kit = kit(fault);
    assertThrows(Throwable.class, () -> kit.reportsWhatIsWrongAndNothingElse(1, 11));
  }

  @Test
  void conformanceSeesALeak() {
    SchemeConformance kit = kit(Fault.LEAKS);
    assertThrows(AssertionError.class, kit::givesBackWhatCameWithMemoryThatHasGone);
  }

  @Test
  void conformanceSeesMissingWords() {
    SchemeConformance kit = kit(Fault.SPEECHLESS);
    assertThrows(AssertionError.class, kit::hasWordsForEveryShadowByte);
  }

  @Test
  void refusalOfMemoryReachesWhoAsksForIt() {
    try (TestKernel kernel = TestKernel.boot(TestArchs.x86(), 1, 64)) {
      kernel.attach(SchemeChoice.of(TRAITS, scheme, Map.of("fault", "refuses-all", "after", "0")));
      assertFalse(kernel.allocateSlab(0, 8, 0, TestCaches.KASAN.get(0)));
    }
  }

  @Test
  void whatHangsInItsViewEndsWhenTheViewIsRevoked() throws InterruptedException {
    try (TestKernel kernel = TestKernel.boot(TestArchs.x86(), 1, 64)) {
      kernel.attach(
          SchemeChoice.of(TRAITS, scheme, Map.of("fault", "hangs-in-view", "after", "0")));
      var shadow = kernel.shadow();
      var bill = kernel.bill();
      Thread hanging = new Thread(() -> check(shadow));
      hanging.start();
      kernel.revoke("on purpose");
      hanging.join();
      String failure = String.valueOf(bill.failure());
      assertTrue(failure.contains(ViewRevokedException.class.getName()), failure);
    }
  }

  @Test
  void whatHangsWaitsForItsRelease() throws InterruptedException {
    try (TestKernel kernel = TestKernel.boot(TestArchs.x86(), 1, 64)) {
      kernel.attach(SchemeChoice.of(TRAITS, scheme, Map.of("fault", "hangs", "after", "0")));
      var shadow = kernel.shadow();
      boolean[] deaf = new boolean[1];
      Thread hanging =
          new Thread(
              () -> {
                check(shadow);
                deaf[0] = Thread.currentThread().isInterrupted();
              });
      hanging.start();
      hanging.interrupt();
      scheme.release();
      hanging.join();
      assertTrue(deaf[0], "the interrupt is left for who comes after");
    }
  }

  @Test
  void viewThatWasKeptIsOfNoUse() {
    try (TestKernel kernel = TestKernel.boot(TestArchs.x86(), 1, 64)) {
      kernel.attach(SchemeChoice.of(TRAITS, scheme, Map.of()));
    }
    assertThrows(ViewRevokedException.class, () -> scheme.keptView().machine());
  }

  private static boolean check(kasan.api.scheme.Shadow shadow) {
    return shadow.check(0, 0, 1, false);
  }
}
