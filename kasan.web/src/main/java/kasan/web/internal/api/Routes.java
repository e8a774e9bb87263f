// SPDX-License-Identifier: Apache-2.0
package kasan.web.internal.api;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import kasan.web.internal.json.Refusal;
import org.jspecify.annotations.Nullable;

/** What can be asked for, by method and path. A part of a path that is {@code *} is a name. */
final class Routes {
  private static final String NAME = "*";

  private final List<Route> routes = new ArrayList<>();

  /** Answers a call. */
  @FunctionalInterface
  interface Handler {
    /** Answers, or refuses. */
    Answer handle(Call call) throws InterruptedException;
  }

  private record Route(String method, List<String> path, Handler handler) {
    boolean leadsTo(List<String> asked) {
      if (asked.size() != path.size()) {
        return false;
      }
      for (int i = 0; i < path.size(); i++) {
        if (!path.get(i).equals(NAME) && !path.get(i).equals(asked.get(i))) {
          return false;
        }
      }
      return true;
    }

    String name(List<String> asked) {
      int at = path.indexOf(NAME);
      return at < 0 ? "" : asked.get(at);
    }
  }

  /**
   * A route that was found.
   *
   * @param handler that answers
   * @param name that the path holds; empty when it holds none
   */
  record Found(Handler handler, String name) {}

  /** There is something at a path; nothing to be found is of another method. */
  static final class WrongMethod extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String allowed;

    WrongMethod(String allowed) {
      super("expected " + allowed, null, false, false);
      this.allowed = allowed;
    }

    /** Methods, as the header {@code Allow} has them. */
    String allowed() {
      return allowed;
    }
  }

  /**
   * Adds one.
   *
   * @param path below {@code /api}, such as {@code runs/*}{@code /hold}
   */
  Routes on(String method, String path, Handler handler) {
    routes.add(new Route(method, List.of(path.split("/", -1)), handler));
    return this;
  }

  /**
   * Finds one.
   *
   * @throws Refusal when there is nothing at the path
   * @throws WrongMethod when it cannot be asked for so
   */
  Found find(String method, List<String> path) {
    @Nullable Route found = null;
    var allowed = new TreeSet<String>();
    for (Route route : routes) {
      if (route.leadsTo(path)) {
        allowed.add(route.method());
        if (route.method().equals(method)) {
          found = route;
        }
      }
    }
    if (found != null) {
      return new Found(found.handler(), found.name(path));
    }
    if (allowed.isEmpty()) {
      throw new Refusal(Refusal.NOT_FOUND, "nothing is there");
    }
    throw new WrongMethod(String.join(", ", allowed));
  }
}
