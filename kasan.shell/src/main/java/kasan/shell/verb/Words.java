// SPDX-License-Identifier: Apache-2.0
package kasan.shell.verb;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * What the prompt offers at one place of a line when the user presses Tab. A word that ends in
 * {@code /}, {@code =}, {@code .} or a comma is to be continued; any other is complete.
 */
@ConsumerType
@FunctionalInterface
@SuppressWarnings("ClassInitializationDeadlock") // FileWords has nothing static to wait for
public interface Words {
  /** Nothing is offered. */
  Words NONE = (typed, directory) -> List.of();

  /** Files and folders. */
  Words FILES = new FileWords("");

  /**
   * Words that can stand here; those that do not start with what is typed are left out later.
   *
   * @param typed the word so far, up to the cursor
   * @param directory that relative paths start from
   */
  List<String> offered(String typed, Path directory);

  /** Always the same words. */
  static Words of(String... words) {
    List<String> all = List.of(words);
    return (typed, directory) -> all;
  }

  /** Words that come and go, asked for each time. */
  static Words from(Supplier<? extends Collection<String>> words) {
    return (typed, directory) -> List.copyOf(words.get());
  }

  /** Files and folders behind a prefix, such as {@code rec:}. */
  static Words filesBehind(String prefix) {
    return new FileWords(prefix);
  }

  /** Several of these words, between commas, each at most once. */
  default Words listed() {
    return (typed, directory) -> {
      String before = typed.substring(0, typed.lastIndexOf(',') + 1);
      List<String> taken = List.of(before.split(","));
      var words = new ArrayList<String>();
      for (String word : offered(typed.substring(before.length()), directory)) {
        if (!taken.contains(word)) {
          words.add(before + word);
        }
      }
      return words;
    };
  }

  /** These words and others. */
  default Words or(Words others) {
    return (typed, directory) -> {
      var words = new ArrayList<String>(offered(typed, directory));
      words.addAll(others.offered(typed, directory));
      return words;
    };
  }
}
