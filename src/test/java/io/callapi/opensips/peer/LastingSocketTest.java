package io.callapi.opensips.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.datagram.DatagramSocket;
import io.vertx.core.datagram.DatagramSocketOptions;
import io.vertx.core.net.SocketAddress;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LastingSocketTest {

  private static final String HOST = "127.0.0.1";

  private final Vertx vertx = Vertx.vertx();
  private final Context loop = vertx.getOrCreateContext();
  private final List<String> received = new CopyOnWriteArrayList<>();
  private final List<String> atPeer = new CopyOnWriteArrayList<>();
  private final LastingSocket socket =
      new LastingSocket(
          vertx,
          new DatagramSocketOptions().setReceiveBufferSize(65_536),
          packet -> received.add(packet.data().toString()));
  private final DatagramSocket peer = vertx.createDatagramSocket();
  private SocketAddress peerAddress = SocketAddress.inetSocketAddress(9, HOST);
  private int port;

  @BeforeEach
  void open() throws Exception {
    peer.handler(packet -> atPeer.add(packet.data().toString()));
    peerAddress = get(() -> peer.listen(0, HOST)).localAddress();
    port = get(() -> socket.open(HOST, 0));
  }

  @AfterEach
  void close() {
    vertx.close().await();
  }

  @Test
  void sendsThoughTheSocketWasClosedUnderneath() throws Exception {
    get(() -> socket.open(HOST));
    closeUnderneath();

    send("a");
    await().untilAsserted(() -> assertThat(atPeer).containsExactly("a"));
    assertThat(get(() -> Future.succeededFuture(socket.trouble()))).isEmpty();
  }

  @Test
  void receivesOnTheSamePortAfterItWasFoundDead() throws Exception {
    closeUnderneath();
    loop.runOnContext(v -> socket.check());

    await()
        .untilAsserted(
            () -> {
              peer.send("event", port, HOST).await(5, TimeUnit.SECONDS);
              assertThat(received).contains("event");
            });
  }

  @Test
  void leavesASocketAloneThatLives() throws Exception {
    DatagramSocket before = get(() -> Future.succeededFuture(current()));

    get(
        () -> {
          socket.check();
          return BoundPort.isFree(vertx, HOST, port, true);
        });
    send("a");

    assertThat(get(() -> Future.succeededFuture(current()))).isSameAs(before);
  }

  @Test
  void saysInWordsThatItIsClosed() throws Exception {
    get(socket::close);

    assertThatThrownBy(() -> send("a")).hasMessage("the socket is closed");
  }

  @Test
  void staysOpenWhereTheDatagramIsWrong() throws Exception {
    DatagramSocket before = get(() -> Future.succeededFuture(current()));

    assertThatThrownBy(() -> get(() -> socket.send(Buffer.buffer(new byte[70_000]), peerAddress)))
        .hasMessageContaining("too long");
    assertThat(get(() -> Future.succeededFuture(current()))).isSameAs(before);
  }

  private DatagramSocket current() {
    return Objects.requireNonNull(socket.current());
  }

  private void closeUnderneath() throws Exception {
    get(() -> current().close());
  }

  private void send(String text) throws Exception {
    get(() -> socket.send(Buffer.buffer(text), peerAddress));
  }

  private <T> T get(Supplier<Future<T>> action) throws Exception {
    Promise<T> done = Promise.promise();
    loop.runOnContext(v -> action.get().onComplete(done));
    return done.future().await(10, TimeUnit.SECONDS);
  }
}
