// SPDX-License-Identifier: Apache-2.0
package kasan.report.internal.json;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Properties;
import kasan.api.report.Reporter;
import kasan.api.report.ReporterInfo;
import kasan.api.report.Result;
import kasan.lab.api.Results;
import org.osgi.service.component.annotations.Component;

/** Results for machines: the whole tree, and under a last key all that other formats print. */
@Component(service = Reporter.class)
@ReporterInfo(name = "json", title = "JSON, everything that was measured", extensions = "json")
public final class JsonReporter implements Reporter {
  private static final String VERSION = version();

  private final TreeWriter writer = new TreeWriter();

  private static String version() {
    try (InputStream in = JsonReporter.class.getResourceAsStream("product.properties")) {
      var properties = new Properties();
      properties.load(in);
      return properties.getProperty("version", "");
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void write(Result result, OutputStream out) throws IOException {
    writer.write(result.tree(), Results.KEY, Results.besideTree(result, VERSION), out);
  }
}
