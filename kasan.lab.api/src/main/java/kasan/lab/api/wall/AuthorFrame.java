// SPDX-License-Identifier: Apache-2.0
package kasan.lab.api.wall;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.List;
import java.util.function.Predicate;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/**
 * The frame of a stack that an author of an extension wants to see: the innermost one of their own
 * code, which is told from the laboratory's by its class loader. Where all lies on one class path,
 * as in a test, the packages tell.
 */
final class AuthorFrame {
  private static final List<String> JAVA = List.of("java.", "javax.", "jdk.", "sun.");
  private static final List<String> OURS =
      List.of("kasan.api.", "kasan.generic.", "kasan.kernel.", "kasan.lab.", "kasan.shell.");
  private static final List<String> FRAMEWORK = List.of("org.apache.felix.", "org.osgi.");

  private static final String MANIFEST = "META-INF/MANIFEST.MF";
  private static final String NAME = "Bundle-SymbolicName";
  private static final String VENDOR = "Bundle-Vendor";
  private static final String OUR_VENDOR = "The kasan project";

  private AuthorFrame() {}

  /** Class, method, file and line; null when no frame is the author's. */
  static @Nullable String of(ForeignCode code, StackTraceElement[] stack) {
    Object own = code.code();
    if (own == code) { // it is still being made
      return first(stack, frame -> !in(JAVA, frame) && !in(FRAMEWORK, frame) && !in(OURS, frame));
    }
    ClassLoader theirs = own.getClass().getClassLoader();
    if (theirs != null && theirs != Wall.class.getClassLoader()) {
      return first(stack, frame -> isOf(theirs, frame));
    }
    String home = own.getClass().getPackageName() + ".";
    String place = first(stack, frame -> frame.getClassName().startsWith(home));
    if (place == null) {
      place = first(stack, frame -> !in(JAVA, frame) && !in(OURS, frame));
    }
    return place;
  }

  private static @Nullable String first(
      StackTraceElement[] stack, Predicate<StackTraceElement> wanted) {
    for (StackTraceElement frame : stack) {
      if (wanted.test(frame)) {
        String file = frame.getFileName();
        return frame.getClassName()
            + "."
            + frame.getMethodName()
            + (file == null || frame.getLineNumber() < 0
                ? ""
                : " (" + file + ":" + frame.getLineNumber() + ")");
      }
    }
    return null;
  }

  private static boolean in(List<String> packages, StackTraceElement frame) {
    return packages.stream().anyMatch(frame.getClassName()::startsWith);
  }

  private static boolean isOf(ClassLoader theirs, StackTraceElement frame) {
    try {
      return Class.forName(frame.getClassName(), false, theirs).getClassLoader() == theirs;
    } catch (ClassNotFoundException | LinkageError e) {
      return false;
    }
  }

  /** Symbolic name of the bundle that the code is from; empty where it is in none. */
  static String bundle(Object code) {
    return header(code, NAME).replaceAll(";.*", "").strip();
  }

  /** Whether it comes with the laboratory; false for what is still being made. */
  static boolean isOurs(ForeignCode code) {
    return code.code() != code && header(code.code(), VENDOR).equals(OUR_VENDOR);
  }

  /** A header of the bundle that the code is from; empty where there is none. */
  private static String header(Object code, String name) {
    ClassLoader theirs = code.getClass().getClassLoader();
    if (theirs == null || theirs == ClassLoader.getSystemClassLoader()) {
      return "";
    }
    URL manifest = theirs.getResource(MANIFEST);
    if (manifest == null) {
      return "";
    }
    try (InputStream in = manifest.openStream()) {
      String value = new Manifest(in).getMainAttributes().getValue(name);
      return value == null ? "" : value;
    } catch (IOException e) {
      return "";
    }
  }
}
