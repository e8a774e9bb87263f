// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal.call;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.concurrent.CancellationException;
import kasan.api.BadInputException;
import kasan.lab.api.wall.Exhaustion;
import kasan.lab.api.wall.ForeignCode;
import kasan.lab.api.wall.ForeignFailure;
import kasan.lab.api.wall.OneLine;
import kasan.lab.api.wall.Wall;
import org.jspecify.annotations.Nullable;

/** What a verb threw, as one line that says whose fault it is. */
public final class Failures {
  private Failures() {}

  /** A verb and where it comes from. */
  static String who(String verb, String bundle) {
    return bundle.equals("kasan.shell")
        ? "verb '" + verb + "'"
        : "verb '" + verb + "' of bundle " + bundle;
  }

  /**
   * The line as an exception.
   *
   * @param culprit whose code threw: its frame is named
   */
  static BadInputException line(String verb, String bundle, Object culprit, Throwable thrown) {
    if (thrown.getClass() == BadInputException.class && isOneLine(thrown.getMessage())) {
      return (BadInputException) thrown;
    }
    if (thrown instanceof BadInputException || thrown instanceof ForeignFailure) {
      return new BadInputException(words(thrown), thrown);
    }
    if (isInterrupt(thrown)) {
      return new BadInputException(verb + " was stopped", thrown);
    }
    ForeignCode code = code(verb, bundle, culprit);
    String exhausted = exhausted(code, thrown);
    if (exhausted != null) {
      return new BadInputException(verb + ": " + exhausted, thrown);
    }
    Throwable io = thrown instanceof UncheckedIOException wrapped ? wrapped.getCause() : thrown;
    if (io instanceof IOException failed) {
      return new BadInputException(verb + ": " + reason(failed), thrown);
    }
    return new BadInputException(
        Wall.failure(code, thrown).getMessage() + "; --stack prints the stack trace", thrown);
  }

  /** What ran out, if it is not the verb's own author who is to blame; else null. */
  private static @Nullable String exhausted(ForeignCode code, Throwable thrown) {
    try {
      Exhaustion.check(code, thrown);
      return null;
    } catch (VirtualMachineError e) {
      return Exhaustion.words(e);
    }
  }

  private static ForeignCode code(String verb, String bundle, Object culprit) {
    return new ForeignCode() {
      @Override
      public String who() {
        return "verb '" + verb + "'";
      }

      @Override
      public Object code() {
        return culprit;
      }

      @Override
      public String bundle() {
        return bundle;
      }
    };
  }

  /** True if it says that the work was interrupted, itself or in its causes. */
  private static boolean isInterrupt(Throwable thrown) {
    return thrown instanceof CancellationException
        || has(thrown, InterruptedException.class) != null
        || has(thrown, ClosedByInterruptException.class) != null;
  }

  private static @Nullable Throwable has(Throwable thrown, Class<? extends Throwable> type) {
    int depth = 0;
    for (Throwable each = thrown; each != null && depth < 20; each = each.getCause(), depth++) {
      if (type.isInstance(each)) {
        return each;
      }
    }
    return null;
  }

  private static boolean isOneLine(@Nullable String message) {
    return message != null && !message.isEmpty() && message.equals(OneLine.of(message));
  }

  /** A message in one line; an exception may be anybody's code. */
  private static String words(Throwable thrown) {
    try {
      return OneLine.of(thrown.getMessage());
    } catch (Throwable e) {
      return "";
    }
  }

  /** A failure in one line: its message, or its class where it has none. */
  public static String reason(Throwable failure) {
    String message = failure.getMessage();
    return message == null || message.isBlank()
        ? failure.getClass().getSimpleName()
        : message.strip().replaceAll("\\s*\\R\\s*", "; ");
  }

  /** What the file system refused, and of which file: its own message is often the name alone. */
  public static String reason(IOException failed) {
    if (!(failed instanceof FileSystemException of)) {
      String message = failed.getMessage();
      return message == null ? failed.getClass().getSimpleName() : message;
    }
    String why = of.getReason();
    if (failed instanceof NoSuchFileException) {
      why = "no such file or folder";
    } else if (failed instanceof AccessDeniedException) {
      why = "permission denied";
    } else if (failed instanceof FileAlreadyExistsException) {
      why = "exists already";
    } else if (failed instanceof NotDirectoryException) {
      why = "is no folder";
    } else if (failed instanceof DirectoryNotEmptyException) {
      why = "is not empty";
    }
    return of.getFile() + ": " + (why == null ? "the file system refuses" : why);
  }
}
