// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal;

import java.util.Collections;
import java.util.List;
import kasan.api.BadInputException;
import kasan.api.report.Result;
import kasan.lab.api.WebPage;
import kasan.lab.api.WebPlan;
import kasan.shell.verb.Arguments;
import kasan.shell.verb.Synopsis;
import kasan.shell.verb.Verb;
import kasan.shell.verb.VerbInfo;
import kasan.shell.verb.VerbSession;
import kasan.shell.verb.Words;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * Serves the live page. Its bundle and the HTTP service are started when somebody asks for it
 * first, so that no other verb pays for them; hence this verb, which starts them, is the shell's.
 */
@Component
@VerbInfo(name = "web", summary = "Show the runs on a live page, for a browser")
public final class WebVerb implements Verb {
  private static final String HOST = "--host";
  private static final String PORT = "--port";
  private static final String TOKEN_FILE = "--token-file";
  private static final String STOP = "--stop";
  private static final int MOST_PORT = 65_535;

  private final BundleContext context;

  /** For Declarative Services. */
  @Activate
  public WebVerb(BundleContext context) {
    this.context = context;
  }

  @Override
  public Synopsis synopsis() {
    return Synopsis.EMPTY
        .option(
            PORT,
            "N",
            "the port; " + WebPlan.USUAL_PORT + " when not given, 0 for any that is free",
            Words.of("0", Integer.toString(WebPlan.USUAL_PORT)))
        .option(
            HOST,
            "ADDRESS",
            "the address to listen on; "
                + WebPlan.LOOPBACK
                + ", which only this machine reaches, when not given",
            Words.of(WebPlan.LOOPBACK))
        .option(
            TOKEN_FILE,
            "FILE",
            "take the token that changes need from this file, and make it where it is not there;"
                + " else it is another one each time",
            Words.FILES)
        .flag(STOP, "serve the page no more")
        .note(
            "Looking needs no token. There is no encryption: from another machine, go through"
                + " 'ssh -L 8642:localhost:8642 HOST'.")
        .note(
            "On the command line the page is served until Ctrl-C. Status 0: served; 2: it cannot be.");
  }

  @Override
  public Result run(Arguments given, VerbSession session) throws InterruptedException {
    StartLevels.reach(context, StartLevels.WEB);
    ServiceReference<WebPage> reference = context.getServiceReference(WebPage.class);
    WebPage page = reference == null ? null : context.getService(reference);
    if (page == null) {
      throw new BadInputException("nothing here provides the page; 'why WebPage' tells more");
    }
    try {
      return given.flag(STOP) ? stop(page) : serve(page, given, session);
    } finally {
      context.ungetService(reference);
    }
  }

  private static Result stop(WebPage page) {
    page.close();
    return answer(null, "the page is served no more");
  }

  private static Result serve(WebPage page, Arguments given, VerbSession session) {
    String file = given.option(TOKEN_FILE);
    String address =
        page.open(
            new WebPlan(
                given.option(HOST, WebPlan.LOOPBACK),
                (int) given.number(PORT, WebPlan.USUAL_PORT, 0, MOST_PORT),
                file.isEmpty() ? null : session.path(file)));
    return answer(address, address);
  }

  private static Result answer(@Nullable String address, String line) {
    return new Lines("web", Collections.singletonMap("address", address), List.of(line));
  }
}
