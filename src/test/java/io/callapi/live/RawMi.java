package io.callapi.live;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** The management interface by hand: one datagram out, one in, no retries. */
record RawMi(int port) {

  private static final int LONGEST_REPLY = 65_535;

  /**
   * Sends a command and waits.
   *
   * @return the whole reply, with {@code result} or {@code error}
   * @throws UncheckedIOException if none comes in time
   */
  JsonObject call(String method, JsonObject params, Duration patience) {
    JsonObject request =
        JsonObject.of("jsonrpc", "2.0", "id", "live", "method", method, "params", params);
    byte[] out = request.encode().getBytes(StandardCharsets.UTF_8);
    byte[] in = new byte[LONGEST_REPLY];
    try (var socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      socket.setSoTimeout((int) patience.toMillis());
      socket.connect(InetAddress.getLoopbackAddress(), port);
      socket.send(new DatagramPacket(out, out.length));
      DatagramPacket reply = new DatagramPacket(in, in.length);
      socket.receive(reply);
      return new JsonObject(new String(in, 0, reply.getLength(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("MI command " + method, e);
    }
  }

  /** Like {@link #call}, for what takes long: the reply comes when it comes. */
  CompletableFuture<JsonObject> later(String method, JsonObject params, Duration patience) {
    CompletableFuture<JsonObject> reply = new CompletableFuture<>();
    Thread waiting =
        new Thread(
            () -> {
              try {
                reply.complete(call(method, params, patience));
              } catch (RuntimeException e) {
                reply.completeExceptionally(e);
              }
            },
            "mi-" + method);
    waiting.setDaemon(true);
    waiting.start();
    return reply;
  }
}
