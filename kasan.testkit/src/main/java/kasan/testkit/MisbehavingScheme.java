// SPDX-License-Identifier: Apache-2.0
package kasan.testkit;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import kasan.api.option.OptionSpec;
import kasan.api.option.Options;
import kasan.api.scheme.KernelView;
import kasan.api.scheme.OutOfFramesException;
import kasan.api.scheme.SchemeInfo;
import kasan.api.scheme.Shadow;
import kasan.api.scheme.ShadowScheme;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;

/**
 * A scheme that breaks one rule of the contract, after it has kept all of them for a while: for
 * tests of whatever must survive the schemes of others. Until then it is generic KASAN.
 *
 * <p>Option {@code fault} says which rule, {@code after} how many calls are answered well. In a
 * framework it is a service as any scheme is.
 */
@Component(service = ShadowScheme.class)
@SchemeInfo(
    name = MisbehavingScheme.NAME,
    title = "breaks the contract on purpose",
    source = "the conformance kit",
    staticCost = "R/8 + tables",
    contender = false)
public final class MisbehavingScheme implements ShadowScheme {
  /** Its name. */
  public static final String NAME = "misbehaving";

  /** Which rule it breaks. The word of the option is the name in lower case with hyphens. */
  public enum Fault {
    /** None: it goes on as it began. */
    NONE,
    /** Attaching throws a runtime exception. */
    ATTACH_THROWS,
    /** Attaching takes all frames it can get, then says that there are too few. */
    ATTACH_STARVES,
    /** Attaching does not return before {@link #release}. */
    ATTACH_HANGS,
    /** Whatever it is told or asked throws a runtime exception. */
    THROWS,
    /** Whatever it is told or asked throws an error, as with a class that is missing. */
    THROWS_ERROR,
    /** A call does not return before {@link #release}, deaf to interrupts. */
    HANGS,
    /** A call looks at its shadow for ever: it ends when the view is revoked. */
    HANGS_IN_VIEW,
    /** Reports whatever it is asked. */
    REPORTS_ALL,
    /** Lets everything pass. */
    MISSES_ALL,
    /** Takes a frame with each call, and gives none back. */
    LEAKS,
    /** Writes where nothing is mapped: the modelled kernel would crash. */
    FAULTS,
    /** Never has a frame for what comes. */
    REFUSES_ALL,
    /** Answers by the flip of a coin that no seed governs. */
    GUESSES,
    /** Has no words for its shadow bytes. */
    SPEECHLESS;

    /** As the option has it. */
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Fault of(String word) {
      return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
  }

  private final CountDownLatch released = new CountDownLatch(1);
  private volatile @Nullable KernelView kept;
  private volatile Runnable hangs = () -> {};

  @Override
  public List<OptionSpec> options() {
    return List.of(
        OptionSpec.choice(
            "fault",
            "which rule it breaks",
            Arrays.stream(Fault.values()).map(Fault::word).toArray(String[]::new)),
        OptionSpec.number("after", "how many calls it answers well first", 0, Long.MAX_VALUE, 100));
  }

  @Override
  public Shadow attach(KernelView view, Options options) {
    Fault fault = Fault.of(options.word("fault"));
    kept = view;
    switch (fault) {
      case ATTACH_THROWS -> throw new IllegalStateException("cannot attach, on purpose");
      case ATTACH_HANGS -> waitForRelease();
      case ATTACH_STARVES -> {
        new MisbehavingShadow(this, view, fault, 0);
        throw new OutOfFramesException("no frame is ever enough, on purpose");
      }
      default -> {}
    }
    return new MisbehavingShadow(this, view, fault, options.number("after"));
  }

  /** Has someone told, on the thread that hangs, each time that a call begins to. */
  public void onHang(Runnable told) {
    hangs = told;
  }

  void hang() {
    hangs.run();
  }

  /** Lets everything return that hangs, now and from now on. */
  public void release() {
    released.countDown();
  }

  /** The last view it was given, kept for longer than it may. */
  public KernelView keptView() {
    KernelView view = kept;
    if (view == null) {
      throw new IllegalStateException("it was not attached");
    }
    return view;
  }

  void waitForRelease() {
    hang();
    boolean interrupted = false;
    while (true) {
      try {
        released.await();
        break;
      } catch (InterruptedException deaf) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
