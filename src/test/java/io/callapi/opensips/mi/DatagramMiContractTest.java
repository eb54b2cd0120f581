package io.callapi.opensips.mi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.datagram.DatagramSocket;
import io.vertx.core.datagram.DatagramSocketOptions;
import io.vertx.core.net.SocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** The transport over UDP. */
class DatagramMiContractTest extends MiTransportContract {

  private static final Duration LONG = Duration.ofSeconds(5);

  @Override
  OnLoop connect(Vertx vertx, FakeMi peer) throws TimeoutException {
    SocketAddress address = listen(vertx, peer, host());
    return OnLoop.open(vertx, () -> MiTransports.open(vertx, MiSettings.of(address)));
  }

  /** Where the other side is. */
  String host() {
    return "127.0.0.1";
  }

  static SocketAddress listen(Vertx vertx, FakeMi peer, String host) throws TimeoutException {
    DatagramSocketOptions options =
        new DatagramSocketOptions().setReceiveBufferSize(1 << 19).setIpV6(host.indexOf(':') >= 0);
    DatagramSocket socket = vertx.createDatagramSocket(options);
    socket.handler(
        packet ->
            peer.onRequest(
                packet.data().toString(),
                reply -> socket.send(reply, packet.sender().port(), packet.sender().host())));
    return OnLoop.await(socket.listen(0, host)).localAddress();
  }

  @Override
  int longestText() {
    return 60_000;
  }

  @Test
  void takesAnErrorWithoutAnIdForThatOfTheOnlyList(Vertx vertx) throws Exception {
    OnLoop mi = connect(vertx, new FakeMi(vertx));
    Future<MiResult> other = mi.start(MiRequest.repeatable("silent"), LONG);

    assertThatThrownBy(
            () ->
                mi.call(MiRequest.repeatable("dlg_list").with("text", "500 Internal error"), LONG))
        .isInstanceOf(MiException.class)
        .hasMessage("500 Internal error");
    assertThat(other.isComplete()).isFalse();
  }

  @Test
  void takesNothingThatIsNotFromTheProxy(Vertx vertx) throws Exception {
    FakeMi peer = new FakeMi(vertx);
    List<SocketAddress> clients = new CopyOnWriteArrayList<>();
    DatagramSocket proxy = vertx.createDatagramSocket();
    proxy.handler(
        packet -> {
          clients.add(packet.sender());
          DatagramSocket stranger = vertx.createDatagramSocket();
          peer.onRequest(
              packet.data().toString(),
              reply -> stranger.send(reply, packet.sender().port(), packet.sender().host()));
        });
    SocketAddress address = OnLoop.await(proxy.listen(0, "127.0.0.1")).localAddress();
    OnLoop mi = OnLoop.open(vertx, () -> MiTransports.open(vertx, MiSettings.of(address)));

    assertThatThrownBy(() -> mi.call(MiRequest.once("echo"), Duration.ofMillis(300)))
        .isInstanceOf(NoReplyException.class);
    assertThat(clients).hasSize(1);
    assertThat(mi.trouble()).contains("mi.url is " + address);
  }

  @Test
  void repeatsARequestWhoseReplyIsDamaged(Vertx vertx) throws Exception {
    FakeMi peer = new FakeMi(vertx);
    OnLoop mi = connect(vertx, peer);
    MiRequest damaged = MiRequest.repeatable("say").with("text", "{\"jsonrpc\":\"2.0\",\"resu");
    Future<MiResult> reply = mi.start(damaged, LONG);

    await().until(() -> peer.requests().size() >= 2);
    assertThat(reply.isComplete()).isFalse();
  }
}
