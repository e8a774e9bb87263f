// SPDX-License-Identifier: Apache-2.0
package kasan.suite.internal.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import kasan.suite.internal.program.Case;

/** The cases that come with the suite: those of KUnit, in its order, then those it lacks. */
public final class CaseLibrary {
  private static final String FOLDER = "/kasan/suite/cases/";

  private CaseLibrary() {}

  /** Reads all of them. */
  public static List<Case> read() {
    List<Case> cases = new ArrayList<>();
    for (String line : text("index.txt").split("\\R", -1)) {
      if (!line.isBlank() && !line.startsWith("#")) {
        String file = line.strip() + ".case";
        int slash = line.indexOf('/');
        cases.addAll(
            CaseReader.read(
                file, line.substring(0, slash), line.strip().substring(slash + 1), text(file)));
      }
    }
    return List.copyOf(cases);
  }

  private static String text(String file) {
    try (InputStream in = CaseLibrary.class.getResourceAsStream(FOLDER + file)) {
      if (in == null) {
        throw new IllegalStateException("the bundle lacks " + FOLDER + file);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
