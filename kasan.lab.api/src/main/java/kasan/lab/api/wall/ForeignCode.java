// SPDX-License-Identifier: Apache-2.0
package kasan.lab.api.wall;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Code of an extension that is called through a {@link Wall}: who it is, and how to be rid of it.
 */
@ConsumerType
public interface ForeignCode {
  /** What users know it by, for example {@code scheme 'page'}. */
  String who();

  /** An object of its own; its class tells the bundle, and which frames of a stack are its own. */
  Object code();

  /** Symbolic name of the bundle that it is from; empty where it is in none. */
  default String bundle() {
    return AuthorFrame.bundle(code());
  }

  /**
   * It hangs: takes away what it works with, so that what it does next ends with an exception. The
   * watch calls this, while the code runs.
   */
  default void revoke(String why) {}

  /** It failed, or hangs and is left behind: it is not called again. */
  default void setAside(ForeignFailure failure) {}

  /** Code that has nothing that could be taken away. */
  static ForeignCode of(String who, Object code) {
    return new ForeignCode() {
      @Override
      public String who() {
        return who;
      }

      @Override
      public Object code() {
        return code;
      }
    };
  }
}
