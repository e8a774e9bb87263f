// SPDX-License-Identifier: Apache-2.0
package kasan.lab.api.foreign;

import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import kasan.api.BadInputException;
import kasan.lab.api.wall.ForeignCalls;
import kasan.lab.api.wall.ForeignCode;
import kasan.lab.api.wall.ForeignFailure;
import org.jspecify.annotations.Nullable;

/**
 * A service of an extension, made when it is first called: its constructor is foreign code like the
 * rest of it. One that could not be made is not tried again.
 */
public final class Foreign<T> implements ForeignCode {
  private final String who;
  private final String bundle;
  private volatile @Nullable Supplier<? extends @Nullable T> maker;
  private final Supplier<String> whyNot;
  private final Consumer<ForeignFailure> aside;
  private final @Nullable Foreign<?> owner;
  private volatile @Nullable T service;
  private volatile @Nullable ForeignFailure failure;
  private volatile boolean forgotten;

  private Foreign(
      String who,
      String bundle,
      @Nullable Supplier<? extends @Nullable T> maker,
      Supplier<String> whyNot,
      @Nullable T service,
      Consumer<ForeignFailure> aside,
      @Nullable Foreign<?> owner) {
    this.owner = owner;
    this.aside = aside;
    this.whyNot = whyNot;
    this.who = who;
    this.bundle = bundle;
    this.maker = maker;
    this.service = service;
  }

  /** A service that is there. */
  public static <T> Foreign<T> of(String who, T service) {
    return new Foreign<>(
        who, ForeignCode.of(who, service).bundle(), null, () -> "", service, failure -> {}, null);
  }

  /**
   * A service that is still to be made.
   *
   * @param who what users know it by, for example {@code scheme 'page'}
   * @param bundle symbolic name of its bundle
   * @param maker makes it; null when it cannot be made
   * @param whyNot says why it cannot be made; empty when nobody knows
   * @param aside is told what it does wrong without harm to anybody's work
   */
  public static <T> Foreign<T> lazily(
      String who,
      String bundle,
      Supplier<? extends @Nullable T> maker,
      Supplier<String> whyNot,
      Consumer<ForeignFailure> aside) {
    return new Foreign<>(who, bundle, maker, whyNot, null, aside, null);
  }

  /** As above, where nobody is told. */
  public static <T> Foreign<T> lazily(
      String who, String bundle, Supplier<? extends @Nullable T> maker, Supplier<String> whyNot) {
    return lazily(who, bundle, maker, whyNot, failure -> {});
  }

  @Override
  public String who() {
    return who;
  }

  @Override
  public Object code() {
    Foreign<?> whole = owner;
    if (whole != null) {
      return whole.code(); // a part may be of a class that is somebody else's
    }
    T made = service;
    return made == null ? this : made;
  }

  @Override
  public String bundle() {
    return bundle;
  }

  /**
   * The service itself.
   *
   * @throws ForeignFailure when it cannot be made
   */
  public T service() {
    T made = service;
    if (made != null) {
      return made;
    }
    ForeignFailure before = failure;
    if (before != null) {
      throw before;
    } else if (forgotten) {
      throw ForeignFailure.told(this, "is there no more");
    }
    try {
      T now = ForeignCalls.ask(this, this::make);
      if (now == null) {
        String why = whyNot.get();
        throw ForeignFailure.told(
            this, "cannot be constructed" + (why.isEmpty() ? "" : ": " + why));
      }
      service = now;
      return now;
    } catch (ForeignFailure e) {
      failure = e;
      throw e;
    }
  }

  private @Nullable T make() {
    Supplier<? extends @Nullable T> now = maker;
    return now == null ? null : now.get();
  }

  /** It goes: nothing of it is held any more. */
  public void forget() {
    forgotten = true;
    maker = null;
    service = null;
    failure = null;
  }

  /** Calls it through the wall, and wants an answer. */
  <A> A answer(Function<? super T, ? extends @Nullable A> call) {
    A answer = ask(call);
    if (answer == null) {
      throw ForeignFailure.noAnswer(this);
    }
    return answer;
  }

  /** As {@link #answer}, where null is an answer. */
  <A> @Nullable A ask(Function<? super T, ? extends @Nullable A> call) {
    T now = service();
    return owner != null
        ? ForeignCalls.within(this, () -> call.apply(now))
        : ForeignCalls.ask(this, () -> call.apply(now));
  }

  /**
   * What it has opened, such as a recording: work goes on with it alone, and is given up with it.
   */
  <P> Foreign<P> part(P part) {
    return new Foreign<>(
        who,
        bundle,
        null,
        () -> "",
        Objects.requireNonNull(part),
        aside,
        owner == null ? this : owner);
  }

  /**
   * Closes a part. The work that it was for is done by then: what goes wrong is told, and hides
   * nothing.
   */
  void close(Consumer<? super T> call) {
    T now = service();
    try {
      ForeignCalls.ask(
          closing(),
          () -> {
            call.accept(now);
            return null;
          });
    } catch (ForeignFailure e) {
      aside.accept(e);
    } catch (BadInputException e) {
      aside.accept(ForeignFailure.told(closing(), String.valueOf(e.getMessage())));
    }
  }

  private ForeignCode closing() {
    Foreign<T> closed = this;
    return new ForeignCode() {
      @Override
      public String who() {
        return who + ", being closed,";
      }

      @Override
      public Object code() {
        return closed.code();
      }

      @Override
      public String bundle() {
        return bundle;
      }
    };
  }
}
