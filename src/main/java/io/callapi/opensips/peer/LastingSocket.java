package io.callapi.opensips.peer;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.datagram.DatagramPacket;
import io.vertx.core.datagram.DatagramSocket;
import io.vertx.core.datagram.DatagramSocketOptions;
import io.vertx.core.net.SocketAddress;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A UDP socket towards a proxy that is opened again when it is found dead: closed by a failed read,
 * or unable to send for want of buffers.
 *
 * <p>Belongs to one event loop.
 */
public final class LastingSocket {

  private static final Logger LOG = LoggerFactory.getLogger(LastingSocket.class);

  /** After so long without trouble the next try comes at once again. */
  private static final Duration CALM = Duration.ofSeconds(10);

  private final Vertx vertx;
  private final DatagramSocketOptions options;
  private final Consumer<DatagramPacket> packets;
  private final Backoff backoff = new Backoff();
  private String host = "";
  private int port;
  private int boundPort;
  private @Nullable DatagramSocket socket;
  private @Nullable Future<Void> reopening;
  private String trouble = "";
  private long notBefore = System.nanoTime();
  private boolean closed;

  public LastingSocket(
      Vertx vertx, DatagramSocketOptions options, Consumer<DatagramPacket> packets) {
    this.vertx = vertx;
    this.options = options;
    this.packets = packets;
  }

  /** Opens it on any port; when it is opened again, then on any other. */
  public Future<Void> open(String host) {
    this.host = host;
    this.port = 0;
    return open();
  }

  /**
   * Opens it for others to send to: when it is opened again, then on the same port.
   *
   * @param port 0 for any free one
   * @return the port
   */
  public Future<Integer> open(String host, int port) {
    this.host = host;
    this.port = port;
    return open().onSuccess(opened -> this.port = boundPort).map(opened -> this.port);
  }

  private Future<Void> open() {
    DatagramSocket made = vertx.createDatagramSocket(new DatagramSocketOptions(options));
    made.handler(packets::accept);
    made.exceptionHandler(failure -> onDead(made, failure));
    return made.listen(port, host)
        .onSuccess(listening -> use(made))
        .onFailure(failure -> made.close())
        .mapEmpty();
  }

  private void use(DatagramSocket opened) {
    socket = opened;
    boundPort = opened.localAddress().port(); // a closed one does not say any more
    trouble = "";
    if (closed) {
      opened.close();
    }
  }

  /**
   * Sends a datagram; once more after the socket has been opened again, if that was why it could
   * not be sent.
   *
   * @return fails with a sentence that says why
   */
  public Future<Void> send(Buffer datagram, SocketAddress to) {
    DatagramSocket used = socket;
    if (used == null || closed) {
      return Future.failedFuture(new IllegalStateException("the socket is closed"));
    }
    return used.send(datagram, to.port(), to.host())
        .recover(failure -> opened(used, failure).compose(now -> sendOnce(datagram, to)))
        .recover(e -> Future.failedFuture(new IllegalStateException(SocketFailures.inWords(e))));
  }

  private Future<Void> sendOnce(Buffer datagram, SocketAddress to) {
    DatagramSocket used = socket;
    return used == null
        ? Future.failedFuture(new IllegalStateException("the socket is closed"))
        : used.send(datagram, to.port(), to.host());
  }

  /** Succeeds when another socket is open; fails as before if there is none to come soon. */
  private Future<Void> opened(DatagramSocket used, Throwable failure) {
    onDead(used, failure);
    Future<Void> opening = reopening;
    if (opening != null) {
      return opening;
    }
    return socket == used ? Future.failedFuture(failure) : Future.succeededFuture();
  }

  /** Opens it again if it does not hold its port any more; for a socket that only receives. */
  public void check() {
    DatagramSocket used = socket;
    if (used != null && reopening == null && !closed) {
      BoundPort.isFree(vertx, host, port, true)
          .onSuccess(free -> onFree(used, free))
          .onFailure(e -> LOG.debug("cannot check port {}: {}", port, e.getMessage()));
    }
  }

  private void onFree(DatagramSocket used, boolean free) {
    if (free) {
      onDead(used, new IllegalStateException("the socket was closed"));
    }
  }

  /** At once, unless it has just been opened again: what is wrong then is not the socket. */
  private void onDead(DatagramSocket dead, Throwable failure) {
    if (closed || reopening != null || dead != socket || SocketFailures.isOfTheDatagram(failure)) {
      return;
    }
    trouble = SocketFailures.inWords(failure);
    if (System.nanoTime() - notBefore >= 0) {
      LOG.warn("the UDP socket on port {} is opened again: {}", boundPort, trouble);
      reopen(dead);
    }
  }

  private void reopen(DatagramSocket dead) {
    notBefore = System.nanoTime() + backoff.next().toNanos();
    Future<Void> opening = dead.close().otherwiseEmpty().compose(gone -> open());
    reopening = opening;
    opening
        .onComplete(done -> reopening = null)
        .onSuccess(opened -> vertx.setTimer(CALM.toMillis(), id -> backoff.reset()))
        .onFailure(this::reopenLater);
  }

  private void reopenLater(Throwable failure) {
    trouble = SocketFailures.inWords(failure);
    LOG.warn("the UDP socket on port {} cannot be opened again: {}", boundPort, trouble);
    vertx.setTimer(backoff.next().toMillis(), id -> tryAgain());
  }

  private void tryAgain() {
    DatagramSocket dead = socket;
    if (!closed && reopening == null && dead != null) {
      reopen(dead);
    }
  }

  /** Why it is not open, in words; empty if it is. */
  public String trouble() {
    return trouble;
  }

  /** Closes it for good. */
  public Future<Void> close() {
    closed = true;
    DatagramSocket used = socket;
    return used == null ? Future.succeededFuture() : used.close();
  }

  /** The socket that is open now. */
  @Nullable DatagramSocket current() {
    return socket;
  }
}
