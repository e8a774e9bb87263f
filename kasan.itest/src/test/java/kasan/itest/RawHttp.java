// SPDX-License-Identifier: Apache-2.0
package kasan.itest;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Requests as they go over the wire, wrong ones too, which a client library would not send.
 *
 * @param status of the answer
 * @param head of the answer
 * @param body of the answer
 */
record RawHttp(int status, String head, String body) {
  private static final String END = "\r\n\r\n";

  /** Sends a request and reads the answer, after which the server is asked to hang up. */
  static RawHttp ask(int port, String method, String path, List<String> headers, String body)
      throws IOException {
    var request = new StringBuilder(method + " " + path + " HTTP/1.1\r\n");
    if (headers.stream().noneMatch(header -> header.startsWith("Host:"))) {
      request.append("Host: localhost:").append(port).append("\r\n");
    }
    headers.forEach(header -> request.append(header).append("\r\n"));
    if (!body.isEmpty()) {
      request.append("Content-Length: ").append(body.length()).append("\r\n");
    }
    return send(port, request.append("Connection: close").append(END).append(body).toString());
  }

  /** Sends bytes and reads what is answered. */
  static RawHttp send(int port, String request) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      return answer(socket.getInputStream());
    }
  }

  private static RawHttp answer(InputStream in) throws IOException {
    String all = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    int end = all.indexOf(END);
    if (end < 0) {
      throw new IOException("no answer: " + all);
    }
    int status = Integer.parseInt(all.substring(9, 12));
    return new RawHttp(status, all.substring(0, end), all.substring(end + END.length()));
  }
}
