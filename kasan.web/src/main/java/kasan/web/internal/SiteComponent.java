// SPDX-License-Identifier: Apache-2.0
package kasan.web.internal;

import jakarta.servlet.Filter;
import jakarta.servlet.Servlet;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kasan.api.BadInputException;
import kasan.lab.api.inventory.InventoryService;
import kasan.lab.api.run.Runs;
import kasan.web.internal.api.ApiServlet;
import kasan.web.internal.api.Bundles;
import kasan.web.internal.guard.Guard;
import kasan.web.internal.live.EventServlet;
import kasan.web.internal.live.EventStreams;
import kasan.web.internal.live.Feed;
import kasan.web.internal.server.ConsoleLink;
import kasan.web.internal.server.Knock;
import kasan.web.internal.server.Limits;
import kasan.web.internal.server.Listener;
import kasan.web.internal.server.PageFile;
import kasan.web.internal.server.PageServlet;
import org.apache.felix.http.jetty.ConnectorFactory;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleListener;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.servlet.context.ServletContextHelper;
import org.osgi.service.servlet.whiteboard.HttpWhiteboardConstants;

/**
 * The page while it is open: the whiteboard services that it consists of. Not a component of
 * Declarative Services, since what it consists of depends on what the user asked for.
 */
final class SiteComponent implements AutoCloseable {
  /** Of the server and of the servlet context. */
  private static final String NAME = "kasan";

  private static final String SELECT =
      "(" + HttpWhiteboardConstants.HTTP_WHITEBOARD_CONTEXT_NAME + "=" + NAME + ")";

  /** Felix's HTTP service: each configuration of this factory is a server of its own. */
  private static final String HTTP_SERVICE = "org.apache.felix.http";

  private static final String TARGET = "(" + HTTP_SERVICE + ".name=" + NAME + ")";

  /** The page's files beside this class, by path. */
  private static final List<String> FILES =
      List.of(
          "index.html",
          "page.css",
          "icon.svg",
          "app.js",
          "server.js",
          "runs.js",
          "run.js",
          "series.js",
          "curves.js",
          "map.js",
          "findings.js",
          "bundles.js",
          "words.js");

  /** The library that draws curves, where its jar has it. */
  private static final String UPLOT = "/META-INF/resources/webjars/uplot/1.6.30/dist/";

  private final BundleContext context;
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();

  private SiteComponent(BundleContext context) {
    this.context = context;
  }

  /**
   * Opens it.
   *
   * @throws BadInputException when no HTTP service serves it
   */
  static SiteComponent open(
      BundleContext context,
      ConfigurationAdmin configurations,
      Listener listener,
      Guard guard,
      Runs runs,
      InventoryService inventory,
      Bundles bundles) {
    var site = new SiteComponent(context);
    try {
      site.begin(configurations, listener, guard, runs, inventory, bundles);
      return site;
    } catch (RuntimeException e) {
      site.close();
      throw e;
    }
  }

  private void begin(
      ConfigurationAdmin configurations,
      Listener listener,
      Guard guard,
      Runs runs,
      InventoryService inventory,
      Bundles bundles) {
    parts.push(listener);
    var streams = new EventStreams();
    parts.push(streams);
    var feed = new Feed(runs, inventory, streams);
    parts.push(feed);
    tellOfBundles(streams);
    register(
        ServletContextHelper.class,
        new ServletContextHelper() {}, // of no bundle: none of a bundle's resources is reached
        Map.of(
            HttpWhiteboardConstants.HTTP_WHITEBOARD_CONTEXT_NAME, NAME,
            HttpWhiteboardConstants.HTTP_WHITEBOARD_CONTEXT_PATH, "/",
            HttpWhiteboardConstants.HTTP_WHITEBOARD_TARGET, TARGET));
    register(
        Filter.class,
        guard,
        Map.of(
            HttpWhiteboardConstants.HTTP_WHITEBOARD_CONTEXT_SELECT,
            SELECT,
            HttpWhiteboardConstants.HTTP_WHITEBOARD_FILTER_PATTERN,
            "/*",
            HttpWhiteboardConstants.HTTP_WHITEBOARD_FILTER_ASYNC_SUPPORTED,
            true,
            HttpWhiteboardConstants.HTTP_WHITEBOARD_TARGET,
            TARGET));
    serve("/api/events", new EventServlet(streams));
    serve("/api/*", new ApiServlet(runs, inventory, bundles, feed));
    serve("/", new PageServlet(files()));
    register(Servlet.class, new ConsoleLink(listener), ConsoleLink.PROPERTIES);
    var limits = new Limits(listener);
    register(ConnectorFactory.class, limits::connector, Map.of());
    configure(configurations, limits);
    awaitService(new Knock(listener));
  }

  private static Map<String, PageFile> files() {
    Map<String, PageFile> files = new HashMap<>();
    for (String name : FILES) {
      files.put("/" + name, PageFile.read(SiteComponent.class, "page/" + name));
    }
    for (String name : List.of("uPlot.iife.min.js", "uPlot.min.css")) {
      files.put("/uplot/" + name, PageFile.read(SiteComponent.class, UPLOT + name));
    }
    return files;
  }

  private void tellOfBundles(EventStreams streams) {
    BundleListener teller =
        event -> {
          if (event.getType() != BundleEvent.LAZY_ACTIVATION) {
            streams.changed("bundles");
          }
        };
    context.addBundleListener(teller);
    parts.push(() -> context.removeBundleListener(teller));
  }

  private void serve(String pattern, Servlet servlet) {
    register(
        Servlet.class,
        servlet,
        Map.of(
            HttpWhiteboardConstants.HTTP_WHITEBOARD_CONTEXT_SELECT, SELECT,
            HttpWhiteboardConstants.HTTP_WHITEBOARD_SERVLET_PATTERN, pattern,
            HttpWhiteboardConstants.HTTP_WHITEBOARD_SERVLET_ASYNC_SUPPORTED, true,
            HttpWhiteboardConstants.HTTP_WHITEBOARD_TARGET, TARGET));
  }

  private <T> void register(Class<T> type, T service, Map<String, ?> properties) {
    ServiceRegistration<T> registration =
        context.registerService(type, service, FrameworkUtil.asDictionary(properties));
    parts.push(registration::unregister);
  }

  /** Has the HTTP service start a server of our own, whatever others it has. */
  private void configure(ConfigurationAdmin configurations, Limits limits) {
    try {
      Configuration http = configurations.createFactoryConfiguration(HTTP_SERVICE, "?");
      parts.push(http::delete);
      http.update(FrameworkUtil.asDictionary(limits.configuration(NAME)));
    } catch (IOException e) {
      throw new BadInputException("the HTTP service cannot be configured: " + e.getMessage(), e);
    }
  }

  private static void awaitService(Knock knock) {
    try {
      for (String path : List.of("/", "/api/inventory")) {
        if (!knock.isAnswered(path)) {
          throw new BadInputException(
              "no HTTP service serves the page: is the bundle org.apache.felix.http.jetty12 active?");
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BadInputException("stopped before the page was served", e);
    }
  }

  @Override
  public void close() {
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (Exception e) {
        // the rest goes in any case
      }
    }
  }
}
