// SPDX-License-Identifier: Apache-2.0
package kasan.web.internal.live;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import kasan.web.internal.json.Refusal;
import kasan.web.internal.json.Refusals;

/**
 * Server-sent events (WHATWG HTML, 9.2): an answer that does not end. It takes no thread while
 * nothing happens.
 */
public final class EventServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  private static final int ROOM = 256;

  private final transient EventStreams streams;

  /**
   * @param streams that what happens goes to
   */
  public EventServlet(EventStreams streams) {
    this.streams = streams;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (!streams.takePlace()) {
      Refusals.send(response, Refusal.UNAVAILABLE, "so many look already: " + EventStreams.MOST);
      return;
    }
    response.setContentType("text/event-stream");
    response.setCharacterEncoding("UTF-8");
    response.setHeader("Cache-Control", "no-store");
    AsyncContext async = request.startAsync();
    async.setTimeout(0);
    ServletOutputStream out = response.getOutputStream();
    var stream = new EventStream(new Browser(async, out), ROOM);
    var end = new End(stream);
    async.addListener(end);
    streams.add(stream);
    out.setWriteListener(end);
  }

  /** Says when the browser takes more, and when it has gone. */
  private final class End implements AsyncListener, WriteListener {
    private final EventStream stream;

    End(EventStream stream) {
      this.stream = stream;
    }

    @Override
    public void onWritePossible() {
      stream.push();
    }

    @Override
    public void onError(Throwable thrown) {
      end();
    }

    @Override
    public void onComplete(AsyncEvent event) {
      end();
    }

    @Override
    public void onTimeout(AsyncEvent event) {
      end();
    }

    @Override
    public void onError(AsyncEvent event) {
      end();
    }

    @Override
    public void onStartAsync(AsyncEvent event) {}

    private void end() {
      streams.remove(stream);
      stream.close();
    }
  }

  private record Browser(AsyncContext async, ServletOutputStream out) implements EventStream.Sink {
    @Override
    public boolean isReady() {
      return out.isReady();
    }

    @Override
    public void write(byte[] bytes) throws IOException {
      out.write(bytes);
    }

    @Override
    public void flush() throws IOException {
      out.flush();
    }

    @Override
    public void close() {
      try {
        async.complete();
      } catch (IllegalStateException e) {
        // complete already
      }
    }
  }
}
