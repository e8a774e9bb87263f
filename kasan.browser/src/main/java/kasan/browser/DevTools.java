// SPDX-License-Identifier: Apache-2.0
package kasan.browser;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The connection to a browser: calls with answers, and events. Thread-safe. */
final class DevTools implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final AtomicLong numbers = new AtomicLong();
  private final Map<Long, Call> waiting = new ConcurrentHashMap<>();
  private final Map<String, Throwable> crashed = new ConcurrentHashMap<>();
  private final CompletableFuture<Void> end = new CompletableFuture<>();
  private final List<Consumer<JsonNode>> listeners = new CopyOnWriteArrayList<>();
  private final WebSocket socket;

  DevTools(URI address) {
    this.socket =
        HttpClient.newHttpClient().newWebSocketBuilder().buildAsync(address, new Receiver()).join();
  }

  /** Called with each event, in the order in which they come. */
  void listen(Consumer<JsonNode> listener) {
    listeners.add(listener);
  }

  /**
   * Calls a method and waits for its answer.
   *
   * @param session of a page; empty for the browser itself
   */
  JsonNode call(String session, String method, Map<String, ?> parameters) {
    long number = numbers.incrementAndGet();
    var answer = new CompletableFuture<JsonNode>();
    waiting.put(number, new Call(session, answer));
    if (crashed.containsKey(session)) {
      answer.completeExceptionally(crashed.get(session));
    }
    Map<String, Object> message = new LinkedHashMap<>();
    message.put("id", number);
    message.put("method", method);
    message.put("params", parameters);
    if (!session.isEmpty()) {
      message.put("sessionId", session);
    }
    synchronized (socket) { // it takes one message at a time
      socket.sendText(text(message), true).join();
    }
    JsonNode whole = await(answer);
    if (whole.has("error")) {
      throw new IllegalStateException(method + ": " + whole.get("error"));
    }
    return whole.get("result");
  }

  /** Waits for something that the browser tells. When the browser ends, the wait ends with it. */
  <T> T await(CompletableFuture<T> told) {
    try {
      CompletableFuture.anyOf(told, end).get();
      return told.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      var interrupted = new IllegalStateException("the browser did not answer in time", e);
      end.completeExceptionally(interrupted); // nobody waits for it again
      throw interrupted;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  /** Ends the calls of a page that answers no more, and refuses those to come. */
  void fail(String session, Throwable reason) {
    crashed.put(session, reason);
    waiting.values().stream()
        .filter(call -> call.session().equals(session))
        .forEach(call -> call.answer().completeExceptionally(reason));
  }

  private static String text(Map<String, Object> message) {
    try {
      return JSON.writeValueAsString(message);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    socket.abort();
  }

  /** What waits for an answer. */
  private record Call(String session, CompletableFuture<JsonNode> answer) {}

  /** Puts messages together, and gives each to whom it is for. */
  private final class Receiver implements WebSocket.Listener {
    private final StringBuilder parts = new StringBuilder();

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
      parts.append(part);
      if (last) {
        String message = parts.toString();
        parts.setLength(0);
        receive(message);
      }
      from.request(1);
      return null;
    }

    private void receive(String message) {
      JsonNode node;
      try {
        node = JSON.readTree(message);
      } catch (JsonProcessingException e) {
        throw new IllegalStateException(e);
      }
      if (node.has("id")) {
        Call call = waiting.remove(node.get("id").asLong());
        if (call != null) {
          call.answer().complete(node);
        }
      } else {
        listeners.forEach(listener -> listener.accept(node));
      }
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
      end.completeExceptionally(error);
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int status, String reason) {
      onError(from, new IllegalStateException("the browser hung up: " + reason));
      return null;
    }
  }
}
