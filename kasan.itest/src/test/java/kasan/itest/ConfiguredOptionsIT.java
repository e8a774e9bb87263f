// SPDX-License-Identifier: Apache-2.0
package kasan.itest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.inject.Inject;
import kasan.api.memory.Machine;
import kasan.api.option.OptionSpec;
import kasan.api.option.Options;
import kasan.api.workload.EventField;
import kasan.api.workload.EventSource;
import kasan.api.workload.Workload;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Converter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.metatype.AttributeDefinition;
import org.osgi.service.metatype.MetaTypeService;

/** Options by Config Admin, as Metatype describes them, in a laboratory that goes on. */
class ConfiguredOptionsIT extends ProductTest {
  private static final String PID = "kasan.options";

  @Inject private CommandProcessor processor;
  @Inject private ConfigurationAdmin configurations;
  @Inject private MetaTypeService metatypes;

  @AfterEach
  void nothingIsConfigured() throws Exception {
    configurations.getConfiguration(PID, "?").delete();
  }

  private void configure(Map<String, Object> options) throws Exception {
    configurations.getConfiguration(PID, "?").update(FrameworkUtil.asDictionary(options));
  }

  private String said(String line) throws Exception {
    var console = new ByteArrayOutputStream();
    try (CommandSession session =
        processor.createSession(InputStream.nullInputStream(), console, console)) {
      session.put("SCOPE", "kasan:*");
      return session.format(session.execute(line), Converter.INSPECT).toString()
          + console.toString(StandardCharsets.UTF_8);
    }
  }

  private JsonNode tree(String line) throws Exception {
    return new ObjectMapper().readTree(said(line + " --format json"));
  }

  @Test
  void aChangeReachesTheNextRunAndNotTheOneThatGoesOn() throws Exception {
    configure(Map.of("fork-exec.millis", "20", "page.recheck", "off"));
    said("run fork-exec --ram 256M --scheme page");
    configure(Map.of("page.recheck", "on"));
    JsonNode first = tree("result --wait").get("settings");
    assertEquals("20", first.at("/workloadOptions/millis").asText());
    assertEquals("configuration", first.get("from").get("fork-exec.millis").asText());
    assertEquals("off", first.at("/configured/page/recheck").asText());

    said("run fork-exec --ram 256M --scheme page --set fork-exec.millis=10");
    JsonNode second = tree("result --wait").get("settings");
    assertEquals("command line", second.get("from").get("fork-exec.millis").asText());
    assertEquals("default", second.get("from").get("fork-exec.jobs").asText());
    assertEquals("on", second.at("/configured/page/recheck").asText());
  }

  @Test
  void thePromptSetsThem() throws Exception {
    said("config:set page.recheck=off unknown=free");
    assertTrue(said("config:list").contains("page.recheck=off\nunknown=free\n"));
    JsonNode compared = tree("compare ../recordings/tree-cold --schemes page").get("settings");
    assertEquals("off", compared.at("/schemes/page/recheck").asText());
    assertEquals("free", compared.at("/kernelOptions/unknown").asText());
    assertEquals("configuration", compared.get("from").get("unknown").asText());
    assertEquals("default", compared.get("from").get("page.order").asText());

    said("config:unset page.recheck");
    for (JsonNode row : tree("options page").get("rows")) {
      assertEquals("default", row.get("from").asText());
    }
    for (JsonNode row : tree("options kernel").get("rows")) {
      assertEquals("configuration", row.get("from").asText());
    }
  }

  /** A load of a third party: nobody knows its option but its own declaration. */
  @Test
  void metatypeDescribesWhatOwnersDeclare() throws Exception {
    var registration =
        context.registerService(
            Workload.class,
            new Idle(),
            FrameworkUtil.asDictionary(
                Map.of("kasan.workload.name", "idle", "kasan.workload.title", "nothing")));
    try {
      AttributeDefinition[] all =
          metatypes
              .getMetaTypeInformation(bundle("kasan.options"))
              .getObjectClassDefinition(PID, null)
              .getAttributeDefinitions(-1);
      AttributeDefinition recheck = named(all, "page.recheck");
      assertEquals(AttributeDefinition.STRING, recheck.getType());
      assertEquals(List.of("on", "off"), Arrays.asList(recheck.getOptionValues()));
      AttributeDefinition naps = named(all, "idle.naps");
      assertEquals(AttributeDefinition.LONG, naps.getType());
      assertEquals(List.of("3"), Arrays.asList(naps.getDefaultValue()));
      assertEquals("option idle.naps takes 1..9, not '10'", naps.validate("10"));
      assertEquals("", naps.validate("9"));
    } finally {
      registration.unregister();
    }
  }

  private static AttributeDefinition named(AttributeDefinition[] all, String id) {
    return Arrays.stream(all).filter(each -> each.getID().equals(id)).findFirst().orElseThrow();
  }

  private static final class Idle implements Workload {
    @Override
    public List<OptionSpec> options() {
      return List.of(OptionSpec.number("naps", "how many", 1, 9, 3));
    }

    @Override
    public Set<EventField> provides() {
      return Set.of();
    }

    @Override
    public EventSource open(Machine machine, Options options, long seed) {
      throw new UnsupportedOperationException();
    }
  }
}
