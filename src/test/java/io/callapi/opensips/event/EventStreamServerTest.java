package io.callapi.opensips.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.callapi.opensips.peer.ProxyAddresses;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.junit5.VertxExtension;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(VertxExtension.class)
class EventStreamServerTest {

  private static final String EVENT = "{\"method\":\"E\",\"params\":{\"callid\":\"a}{\"}}";

  private final List<JsonObject> events = new CopyOnWriteArrayList<>();
  private final List<String> strangers = new CopyOnWriteArrayList<>();
  // A client that nobody knows any more closes its connections.
  private final List<NetClient> clients = new ArrayList<>();

  private Vertx vertx;
  private EventStreamServer server;
  private int port;

  @BeforeEach
  void listen(Vertx vertx) throws TimeoutException {
    this.vertx = vertx;
    open("localhost");
  }

  private void open(String proxy) throws TimeoutException {
    ProxyAddresses addresses = new ProxyAddresses(vertx, List.of(proxy));
    server = new EventStreamServer(vertx, addresses, 1000, events::add, strangers::add);
    port = done(server.listen("127.0.0.1", 0));
  }

  @Test
  void readsEventsThatComeBackToBackInPieces() throws Exception {
    Peer peer = connect();
    peer.write(EVENT + EVENT + EVENT.substring(0, 20));
    await().until(() -> events.size() == 2);
    peer.write(EVENT.substring(20));

    await().until(() -> events.size() == 3);
    assertThat(events).containsOnly(new JsonObject(EVENT));
    assertThat(peer.read()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"7", "2147483647", "-5"})
  void answersAnEventThatHasANumber(String id) throws Exception {
    Peer peer = connect();
    peer.write("{\"jsonrpc\":\"2.0\",\"method\":\"E\",\"id\":" + id + "}");

    await().until(() -> !peer.read().isEmpty());
    assertThat(peer.read()).isEqualTo("{\"jsonrpc\":\"2.0\",\"result\":\"OK\",\"id\":" + id + "}");
  }

  @Test
  void listensAgainOnTheSamePortWhenItsSocketWasClosedUnderneath() throws Exception {
    done(server.current().close());
    server.check();

    await().ignoreExceptions().until(() -> connect() != null);
    connect().write(EVENT);
    await().until(() -> !events.isEmpty());
  }

  @Test
  void answersManyEventsFewAtATime() throws Exception {
    Peer peer = connect();
    peer.write("{\"id\":1}".repeat(30));

    await().until(() -> peer.read().split("OK", -1).length == 31);
    assertThat(peer.pieces()).hasSizeGreaterThan(3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hello",
        "GET / HTTP/1.1\r\n\r\n",
        "{'a':1}",
        "{]}",
        "{\"a\":[}",
        "{\"a\":\"\\x\"}",
        "{\"\":\"\u0001\"}"
      })
  void closesAConnectionThatSaysSomethingElse(String text) throws Exception {
    Peer broken = connect();
    broken.write(EVENT + text);

    await().until(broken::isClosed);
    assertThat(events).hasSize(1);
    assertThat(server.broken()).isEqualTo(1);
  }

  @Test
  void closesAConnectionWithAnEndlessObject() throws Exception {
    Peer broken = connect();
    broken.write("{\"a\":\"" + "x".repeat(1000));

    await().until(broken::isClosed);
    assertThat(server.broken()).isEqualTo(1);
  }

  @Test
  void takesAnEventOf64KibibytesAtMostByDefault() throws Exception {
    server = new EventStreamServer(vertx, List.of("localhost"), events::add);
    port = done(server.listen("127.0.0.1", 0));
    Peer peer = connect();
    String event = "{\"a\":\"" + "x".repeat(64 * 1024 - 8) + "\"}";
    peer.write(event);
    await().until(() -> !events.isEmpty());

    peer.write(event.replace("a", "aa"));

    await().until(peer::isClosed);
    assertThat(server.broken()).isEqualTo(1);
  }

  @Test
  void keepsConnectionsOf16AddressesOfTheProxyAndNoMore() throws Exception {
    List<String> hosts = IntStream.rangeClosed(1, 17).mapToObj(i -> "127.0.0." + i).toList();
    server = new EventStreamServer(vertx, hosts, events::add);
    port = done(server.listen("127.0.0.1", 0));
    List<Peer> peers = new ArrayList<>();
    for (String host : hosts.subList(0, 16)) {
      Peer peer = connectFrom(host);
      peer.write(EVENT);
      peers.add(peer);
    }
    await().until(() -> events.size() == 16);

    Peer more = connectFrom(hosts.get(16));

    await().until(() -> more.isClosed() || more.isDead());
    assertThat(server.refused()).isEqualTo(1);
    assertThat(peers).noneMatch(Peer::isClosed);
  }

  @Test
  void acceptsTheProxyAgainAfterABrokenConnection() throws Exception {
    Peer broken = connect();
    broken.write("hello");
    await().until(broken::isClosed);
    connect().write(EVENT);

    await().until(() -> events.size() == 1);
  }

  @Test
  void replacesTheConnectionOfAnAddressByTheNewOne() throws Exception {
    Peer first = connect();
    first.write(EVENT);
    await().until(() -> events.size() == 1);
    Peer second = connect();

    await().until(first::isClosed);
    second.write(EVENT);
    await().until(() -> events.size() == 2);
    assertThat(second.isClosed()).isFalse();
    assertThat(server.refused()).isZero();
  }

  @Test
  void keepsAConnectionForEachAddressOfTheProxy() throws Exception {
    ProxyAddresses addresses = new ProxyAddresses(vertx, List.of("127.0.0.1", "127.0.0.2"));
    server = new EventStreamServer(vertx, addresses, 1000, events::add, strangers::add);
    port = done(server.listen("127.0.0.1", 0));
    Peer first = connect();
    Peer second = connectFrom("127.0.0.2");
    first.write(EVENT);
    second.write(EVENT);

    await().until(() -> events.size() == 2);
    assertThat(first.isClosed()).isFalse();
  }

  @Test
  void letsNobodyElseIn() throws Exception {
    open("192.0.2.1");
    Peer stranger = connect();

    await().until(stranger::isClosed);
    assertThat(server.refused()).isEqualTo(1);
    assertThat(strangers).containsExactly("127.0.0.1");
    assertThat(events).isEmpty();
  }

  @Test
  void letsNobodyInWhereTheProxyIsUnknown() throws Exception {
    open("unknown.invalid");
    Peer stranger = connect();

    await().until(() -> server.refused() == 1);
    await().until(() -> stranger.isClosed() || stranger.isDead());
  }

  private Peer connect() throws TimeoutException {
    return connectFrom("127.0.0.1");
  }

  private Peer connectFrom(String address) throws TimeoutException {
    NetClient client = vertx.createNetClient(new NetClientOptions().setLocalAddress(address));
    clients.add(client);
    // On the event loop, for the end may come at once.
    return done(client.connect(port, "127.0.0.1").map(Peer::new));
  }

  private static <T> T done(Future<T> future) throws TimeoutException {
    return future.await(5, TimeUnit.SECONDS);
  }

  /** What plays the proxy. */
  private static final class Peer {

    private final NetSocket socket;
    private final List<String> read = new CopyOnWriteArrayList<>();
    private volatile boolean closed;

    Peer(NetSocket socket) {
      this.socket = socket;
      socket.handler(data -> read.add(data.toString()));
      socket.closeHandler(end -> closed = true);
    }

    void write(String text) throws TimeoutException {
      EventStreamServerTest.done(socket.write(text));
    }

    List<String> pieces() {
      return read;
    }

    String read() {
      return String.join("", read);
    }

    boolean isClosed() {
      return closed;
    }

    /** Its end may have come before anybody listened for that. */
    boolean isDead() {
      return socket.write(" ").failed();
    }
  }
}
