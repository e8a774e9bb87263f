// SPDX-License-Identifier: Apache-2.0
package kasan.web.internal.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import kasan.api.BadInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The word that changes need. */
class TokenTest {
  @TempDir Path folder;

  @Test
  void onlyTheWordItselfIsTaken() {
    Token token = Token.random();

    assertTrue(token.is(token.word()));
    assertFalse(token.is(null));
    assertFalse(token.is(""));
    assertFalse(token.is(token.word().substring(1)));
    assertFalse(token.is(token.word() + "a"));
    assertFalse(token.is(Token.random().word()));
  }

  @Test
  void whatPrintsATokenDoesNotTellIt() {
    Token token = Token.random();

    assertFalse(("" + token).contains(token.word()));
  }

  @Test
  void fileIsMadeForItsOwnerAloneAndReadTheNextTime() throws IOException {
    Path file = folder.resolve("token");

    Token made = Token.of(file);

    assertEquals(made.word(), Token.of(file).word());
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    assertNotEquals(made.word(), Token.of(folder.resolve("other")).word());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "short", "a b c d e f g h i j k l m n o p", "<script>alert(1)</script>"})
  void fileWithoutATokenIsRefused(String content) throws IOException {
    Path file = Files.writeString(folder.resolve("token"), content);

    assertTrue(
        assertThrows(BadInputException.class, () -> Token.of(file))
            .getMessage()
            .startsWith(file + ": expected a token in its first line"));
  }

  @Test
  void fileThatCannotBeMadeIsRefused() {
    assertThrows(BadInputException.class, () -> Token.of(folder.resolve("no/such/token")));
  }
}
