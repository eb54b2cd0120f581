package io.callapi.opensips.mi;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import io.vertx.core.datagram.DatagramSocket;
import io.vertx.core.datagram.DatagramSocketOptions;
import io.vertx.core.net.SocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** The transport over UDP. */
class DatagramMiContractTest extends MiTransportContract {

  @Override
  OnLoop connect(Vertx vertx, FakeMi peer) throws TimeoutException {
    SocketAddress address = listen(vertx, peer);
    return OnLoop.open(vertx, () -> MiTransports.open(vertx, MiSettings.of(address)));
  }

  static SocketAddress listen(Vertx vertx, FakeMi peer) throws TimeoutException {
    DatagramSocket socket =
        vertx.createDatagramSocket(new DatagramSocketOptions().setReceiveBufferSize(1 << 19));
    socket.handler(
        packet ->
            peer.onRequest(
                packet.data().toString(),
                reply -> socket.send(reply, packet.sender().port(), packet.sender().host())));
    return OnLoop.await(socket.listen(0, "127.0.0.1")).localAddress();
  }

  @Override
  int longestText() {
    return 60_000;
  }

  @Test
  void takesAnErrorWithoutAnIdForThatOfTheOnlyRequest(Vertx vertx) throws Exception {
    OnLoop mi = connect(vertx, new FakeMi(vertx));

    assertThatThrownBy(
            () ->
                mi.call(
                    MiRequest.once("say").with("text", "500 Internal error"),
                    Duration.ofSeconds(5)))
        .isInstanceOf(MiException.class)
        .hasMessage("500 Internal error");
  }
}
