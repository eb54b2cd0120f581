package io.callapi.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What one test does with calls, as a client of the server and with the phones. At its end there
 * are no other calls than those that it has said it leaves, neither in the proxy nor in a phone.
 */
final class LiveCalls implements AutoCloseable {

  private static final Duration SHORTLY = Duration.ofSeconds(3);

  private final OpenSipsProcess proxy;
  private final PhoneFarm phones;
  private final LiveServer server;
  private final LiveClient client;
  private final List<LiveClient> others = new ArrayList<>();
  private final Set<String> left = new HashSet<>();

  LiveCalls(OpenSipsProcess proxy, PhoneFarm phones, LiveServer server) {
    this.proxy = proxy;
    this.phones = phones;
    this.server = server;
    server.awaitLink();
    this.client = LiveClient.connect(server.port());
  }

  LiveClient client() {
    return client;
  }

  /** Commands by the client of this test. */
  LiveCommands commands() {
    return commands(client);
  }

  /** Commands by another client of the same server. */
  LiveCommands commandsOfAnotherClient() {
    LiveClient other = LiveClient.connect(server.port());
    others.add(other);
    return commands(other);
  }

  /** Commands by any client, of another server for one. */
  LiveCommands commands(LiveClient by) {
    return new LiveCommands(by, phones);
  }

  /** Checks who is in the call, and says that the test is to leave it. */
  void leavesCallOf(String callId, String... parties) {
    leaves(callId);
    await()
        .untilAsserted(() -> assertThat(phones.parties(callId)).containsExactlyInAnyOrder(parties));
  }

  /** Gives a CallStart for two phones. */
  CommandRun start(String caller, String callee) {
    return start(client, caller, callee);
  }

  CommandRun start(LiveClient by, String caller, String callee) {
    return by.send(
        "CallStart", JsonObject.of("caller", phones.uri(caller), "callee", phones.uri(callee)));
  }

  /** Gives a command that has the call as its only parameter. */
  CommandRun command(String method, String callId) {
    return client.send(method, JsonObject.of("callid", callId));
  }

  CommandRun transfer(String callId, String leg, String destination) {
    return client.send(
        "CallBlindTransfer",
        JsonObject.of("callid", callId, "leg", leg, "destination", phones.uri(destination)));
  }

  /** Joins the callees of two calls. */
  CommandRun join(String callA, String callB) {
    return client.send(
        "CallAttendedTransfer",
        JsonObject.of("callidA", callA, "legA", "callee", "callidB", callB, "legB", "callee"));
  }

  /** Has one phone call another; the call is up on return. */
  String establish(String from, String to) {
    String callId = phones.call(from, to).await();
    await().until(() -> isUp(callId));
    return callId;
  }

  private boolean isUp(String callId) {
    return proxy.dialogs().stream()
        .anyMatch(d -> d.getString("callid").equals(callId) && d.getInteger("state") == 4);
  }

  /** The direction of the media at one phone of a call. */
  String media(String phone, String callId) {
    return phones.phone(phone).dialog(callId).orElseThrow().media();
  }

  /** Says that the test is to leave these calls, besides others said so far. */
  void leaves(String... callIds) {
    left.addAll(List.of(callIds));
  }

  private Set<String> inProxy() {
    return proxy.dialogs().stream()
        .map(dialog -> dialog.getString("callid"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private Set<String> inPhones() {
    return phones.dialogs().values().stream()
        .flatMap(Collection::stream)
        .map(PhoneDialog::callId)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private void awaitOnly(Set<String> callIds) {
    await()
        .atMost(SHORTLY)
        .pollInterval(Duration.ofMillis(20))
        .untilAsserted(() -> assertOnly(callIds));
  }

  private void assertOnly(Set<String> callIds) {
    if (!inProxy().equals(callIds) || !inPhones().equals(callIds)) {
      throw new AssertionError(
          "expected the calls %s; the proxy has %s, the phones have %s"
              .formatted(callIds, inProxy(), phones.dialogs()));
    }
  }

  /** Checks what is left, and ends it. */
  @Override
  public void close() {
    client.close();
    others.forEach(LiveClient::close);
    awaitOnly(left);
    left.forEach(callId -> phones.hangUp(callId).await());
    awaitOnly(Set.of());
  }
}
