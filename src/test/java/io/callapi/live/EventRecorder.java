package io.callapi.live;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.awaitility.Awaitility;

/** Subscribes to the events of a proxy over UDP and keeps what comes. */
final class EventRecorder implements AutoCloseable {

  private static final List<String> EVENTS =
      List.of("E_CALL_TRANSFER", "E_CALL_HOLD", "E_DLG_STATE_CHANGED");
  private static final Duration POLL = Duration.ofMillis(10);
  private static final int LONGEST_EVENT = 65_535;

  /** One event; {@code params} as the proxy sent them. */
  record Event(String name, JsonObject params) {

    String get(String param) {
      return String.valueOf(params.getValue(param));
    }

    boolean isOf(String callId) {
      return get("callid").equals(callId);
    }
  }

  private final DatagramSocket socket;
  private final List<Event> events = new CopyOnWriteArrayList<>();

  EventRecorder() throws SocketException {
    socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    Thread receiver = new Thread(this::receive, "events");
    receiver.setDaemon(true);
    receiver.start();
  }

  private void receive() {
    byte[] buffer = new byte[LONGEST_EVENT];
    while (!socket.isClosed()) {
      try {
        DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
        socket.receive(packet);
        String text = new String(buffer, 0, packet.getLength(), StandardCharsets.UTF_8);
        JsonObject event = new JsonObject(text);
        events.add(new Event(event.getString("method"), event.getJsonObject("params")));
      } catch (IOException closed) {
        return;
      }
    }
  }

  /** Subscribes to all that Call API listens to. */
  void subscribe(OpenSipsProcess proxy) {
    for (String event : EVENTS) {
      proxy.mi("event_subscribe", JsonObject.of("event", event, "socket", socketName()));
    }
  }

  /** This recorder as the proxy names it. */
  String socketName() {
    return "udp:127.0.0.1:" + socket.getLocalPort();
  }

  List<Event> events() {
    return events;
  }

  /** The events of that name about one call, in the order they came. */
  List<Event> of(String name, String callId) {
    return events.stream().filter(e -> e.name().equals(name) && e.isOf(callId)).toList();
  }

  /** Waits for a dialog to reach a state. */
  Event awaitDialog(String callId, int state) {
    return await(
        e ->
            e.name().equals("E_DLG_STATE_CHANGED")
                && e.isOf(callId)
                && e.get("new_state").equals(String.valueOf(state)));
  }

  /** Waits for a transfer of the call to be reported in a state such as {@code ok}. */
  Event awaitTransfer(String callId, String state) {
    return await(
        e -> e.name().equals("E_CALL_TRANSFER") && e.isOf(callId) && e.get("state").equals(state));
  }

  /** Waits for one leg of the call to be reported on, for instance {@code hold ok}. */
  Event awaitHold(String callId, String leg, String action, String state) {
    return await(
        e ->
            e.name().equals("E_CALL_HOLD")
                && e.isOf(callId)
                && e.get("leg").equals(leg)
                && e.get("action").equals(action)
                && e.get("state").equals(state));
  }

  private Event await(Predicate<Event> wanted) {
    Awaitility.await("event").pollInterval(POLL).until(() -> events.stream().anyMatch(wanted));
    return events.stream().filter(wanted).findFirst().orElseThrow();
  }

  void forget() {
    events.clear();
  }

  @Override
  public void close() {
    socket.close();
  }
}
