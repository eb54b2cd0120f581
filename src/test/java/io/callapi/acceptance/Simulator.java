package io.callapi.acceptance;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.callapi.simulator.SimulatedCall;
import io.callapi.simulator.SimulatedOpenSips;
import io.callapi.sip.CallId;
import io.callapi.sip.Leg;
import io.callapi.sip.SipUri;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeoutException;

/** The simulated proxy and its phones, from the point of view of a test. */
final class Simulator {

  /** What keeps the link up, whatever commands run. */
  static final Set<String> OF_THE_LINK =
      Set.of("uptime", "version", "which", "event_subscribe", "raise_event", "events_list");

  private final SimulatedOpenSips proxy;

  Simulator(SimulatedOpenSips proxy) {
    this.proxy = proxy;
  }

  /** The address of a phone; its name says how it behaves: {@code busy}, {@code noanswer} … */
  static String phone(String name) {
    return "sip:" + name + "@example.com";
  }

  int miPort() {
    return proxy.miPort();
  }

  /** One phone calls another, which answers; the Call-ID. */
  String placeCall(String from, String to) {
    return done(proxy.placeCall(new SipUri(from), new SipUri(to))).value();
  }

  void hangUp(String callId, Leg leg) {
    done(proxy.hangUp(new CallId(callId), leg));
  }

  /** Somebody else has the proxy put both legs on hold. */
  void hold(String callId) {
    JsonObject request =
        new JsonObject()
            .put("jsonrpc", "2.0")
            .put("id", "other")
            .put("method", "call_hold")
            .put("params", new JsonObject().put("callid", callId));
    try (DatagramSocket socket = new DatagramSocket()) {
      InetAddress host = InetAddress.getLoopbackAddress();
      socket.setSoTimeout(5000);
      byte[] text = request.encode().getBytes(StandardCharsets.UTF_8);
      socket.send(new DatagramPacket(text, text.length, host, miPort()));
      DatagramPacket reply = new DatagramPacket(new byte[1000], 1000);
      socket.receive(reply);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    await().until(() -> !dialog(callId).heldLegs().isEmpty());
  }

  List<SimulatedCall> dialogs() {
    return proxy.dialogs();
  }

  /** The Call-IDs of all calls. */
  List<String> callIds() {
    return dialogs().stream().map(call -> call.callId().value()).toList();
  }

  SimulatedCall dialog(String callId) {
    return dialogs().stream()
        .filter(call -> call.callId().value().equals(callId))
        .findFirst()
        .orElseThrow();
  }

  /** Waits until these calls are all that there is, each of them answered. */
  void isLeftWith(String... callIds) {
    await()
        .pollInterval(Duration.ofMillis(5))
        .untilAsserted(
            () -> {
              assertThat(callIds()).containsExactlyInAnyOrder(callIds);
              assertThat(dialogs()).allMatch(SimulatedCall::established);
            });
  }

  /** The requests of the management interface with that method, as they came. */
  List<JsonObject> requests(String method) {
    return proxy.messagesReceived().stream()
        .map(JsonObject::new)
        .filter(request -> method.equals(request.getString("method")))
        .toList();
  }

  /** All requests in order, by their methods; {@code dlg_list of all} is no look at one call. */
  List<String> requests() {
    return proxy.messagesReceived().stream().map(JsonObject::new).map(Simulator::nameOf).toList();
  }

  private static String nameOf(JsonObject request) {
    JsonObject params = request.getJsonObject("params", new JsonObject());
    String method = request.getString("method");
    return method.equals("dlg_list") && !params.containsKey("callid") ? "dlg_list of all" : method;
  }

  List<String> subscribers() {
    return proxy.subscribers();
  }

  void answerMi(boolean answer) {
    proxy.answerMi(answer);
  }

  void pause() {
    proxy.pause();
  }

  void resume() {
    proxy.resume();
  }

  void restart() {
    proxy.restart();
  }

  private static <T> T done(Future<T> future) {
    try {
      return future.await(10, SECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError("the simulator does not react", e);
    }
  }
}
