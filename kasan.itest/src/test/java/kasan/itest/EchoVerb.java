// SPDX-License-Identifier: Apache-2.0
package kasan.itest;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import kasan.api.report.Result;
import kasan.api.report.Section;
import kasan.shell.verb.Arguments;
import kasan.shell.verb.Synopsis;
import kasan.shell.verb.Verb;
import kasan.shell.verb.VerbInfo;
import kasan.shell.verb.VerbSession;
import kasan.shell.verb.Words;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;

/** A verb of a third party: says its arguments, one a line, fails with one, or hangs. */
public final class EchoVerb implements Verb, BundleActivator {

  @Override
  public void start(BundleContext context) {
    context.registerService(
        Verb.class,
        this,
        FrameworkUtil.asDictionary(
            Map.of(
                VerbInfo.PREFIX_ + "name",
                "echo",
                VerbInfo.PREFIX_ + "summary",
                "Say the arguments, one a line")));
  }

  @Override
  public void stop(BundleContext context) {}

  @Override
  public Synopsis synopsis() {
    return Synopsis.EMPTY
        .rest("WORD", "what to say", Words.of("ready", "steady"))
        .option("--fail", "WHY", "fail with that", Words.NONE)
        .flag("--hang", "hang, and do not hear Ctrl-C")
        .note("Status 0: said; 1: nothing to say.");
  }

  @Override
  public Result run(Arguments given, VerbSession session) {
    if (!given.option("--fail").isEmpty()) {
      throw new IllegalStateException(given.option("--fail"));
    }
    if (given.flag("--hang")) {
      session.tell("hanging");
      hang();
    }
    return new Said(given.rest(0));
  }

  private static void hang() {
    var never = new CountDownLatch(1);
    for (boolean over = false; !over; ) {
      try {
        never.await();
        over = true;
      } catch (InterruptedException e) {
        over = false;
      }
    }
  }

  private record Said(List<String> words) implements Result {
    @Override
    public String verb() {
      return "echo";
    }

    @Override
    public int status() {
      return words.isEmpty() ? 1 : 0;
    }

    @Override
    public Map<String, Object> tree() {
      return Map.of("rows", words.stream().map(word -> Map.of("word", word)).toList());
    }

    @Override
    public List<Section> sections() {
      return List.of(new Section.Text("", words));
    }
  }
}
