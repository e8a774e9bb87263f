// SPDX-License-Identifier: Apache-2.0
package kasan.lab.api.foreign;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import kasan.api.report.Medium;
import kasan.api.report.Rendering;
import kasan.api.report.Reporter;
import kasan.api.report.Result;
import kasan.lab.api.wall.ForeignCalls;
import kasan.lab.api.wall.Wall;

/** A reporter of an extension. What it writes to may be slow, and may fail: that is not its own. */
record ForeignReporter(Foreign<Reporter> foreign) implements Reporter, Walled {
  /** One way to write. */
  private interface Writing {
    void to(Reporter reporter, OutputStream out) throws IOException;
  }

  @Override
  public void write(Result result, OutputStream out) throws IOException {
    write(out, (reporter, target) -> reporter.write(result, target));
  }

  @Override
  public void write(Result result, OutputStream out, Medium medium) throws IOException {
    write(out, (reporter, target) -> reporter.write(result, target, medium));
  }

  @Override
  public void write(Result result, OutputStream out, Rendering rendering) throws IOException {
    write(out, (reporter, target) -> reporter.write(result, target, rendering));
  }

  private void write(OutputStream out, Writing writing) throws IOException {
    var target = new WatchedOutput(out);
    Reporter reporter = foreign.service();
    try {
      ForeignCalls.ask(
          foreign,
          Wall.USUAL_SECONDS,
          () -> {
            try {
              writing.to(reporter, target);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
            return null;
          });
    } catch (RuntimeException e) {
      target.check();
      throw e;
    }
    target.check(); // a reporter may have swallowed it
  }
}
