// SPDX-License-Identifier: Apache-2.0
package kasan.itest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import javax.inject.Inject;
import kasan.shell.verb.Verb;
import kasan.shell.verb.VerbInfo;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Converter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;

/** A verb is there while its service is, and prints like ours. */
class VerbOfAThirdPartyIT extends ProductTest {
  @Inject private CommandProcessor processor;

  private CommandSession session;
  private ServiceRegistration<Verb> verb;

  @BeforeEach
  void addIt() {
    session =
        processor.createSession(
            InputStream.nullInputStream(),
            OutputStream.nullOutputStream(),
            OutputStream.nullOutputStream());
    verb = register("echo", 0);
  }

  @AfterEach
  void takeItAway() {
    session.close();
  }

  private ServiceRegistration<Verb> register(String name, int ranking) {
    return context.registerService(
        Verb.class,
        new EchoVerb(),
        FrameworkUtil.asDictionary(
            Map.of(
                VerbInfo.PREFIX_ + "name",
                name,
                VerbInfo.PREFIX_ + "summary",
                "Say it",
                "service.ranking",
                ranking)));
  }

  private String said(String line) throws Exception {
    return session.format(session.execute(line), Converter.INSPECT).toString();
  }

  @Test
  void printsItsResultInEveryFormat() throws Exception {
    assertEquals("one\ntwo", said("echo one two"));
    assertEquals("word\none\ntwo", said("echo one two --format csv").replace("\r", ""));
    verb.unregister();
  }

  @Test
  void goesWithItsServiceAndTheNextOneOfItsNameIsUsed() throws Exception {
    ServiceRegistration<Verb> other = register("echo", 5);
    other.unregister();
    assertEquals("one", said("echo one"));
    verb.unregister();
    assertNull(session.get("kasan:echo"));
    assertThrows(IllegalArgumentException.class, () -> session.execute("kasan:echo one"));
  }

  @Test
  void aNameThatIsNoneIsLeftOut() {
    ServiceRegistration<Verb> wrong = register("Upper Case!", 0);
    assertNull(session.get("kasan:Upper Case!"));
    wrong.unregister();
    verb.unregister();
  }
}
