package io.callapi.opensips.mi;

import io.callapi.log.RareLog;
import io.callapi.opensips.peer.ProxyAddresses;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.datagram.DatagramPacket;
import io.vertx.core.datagram.DatagramSocket;
import io.vertx.core.datagram.DatagramSocketOptions;
import io.vertx.core.net.SocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The management interface over UDP (module mi_datagram): one socket, replies out of order.
 *
 * <p>A request that may be done twice is sent again, with the same id, until a reply comes.
 */
public final class DatagramMi implements MiTransport {

  private static final Logger LOG = LoggerFactory.getLogger(DatagramMi.class);

  /**
   * Vert.x makes one option of the longest datagram, which must be at least 65,536 or longer ones
   * are cut in silence, and of the room for those that wait: 65,536 lost replies to 50 calls at
   * once. Up to 1 MiB costs nothing more for each packet, 2 MiB sixteen times as much.
   */
  private static final int RECEIVE_BUFFER = 512 * 1024;

  private final DatagramSocket socket;
  private final SocketAddress proxy;
  private final ProxyAddresses addresses;
  private final PendingReplies pending;
  private final RareLog strangers = new RareLog(LOG, "datagrams that are not from the proxy");

  private String trouble = "";

  private DatagramMi(Vertx vertx, DatagramSocket socket, SocketAddress proxy) {
    this.socket = socket;
    this.proxy = proxy;
    this.addresses = new ProxyAddresses(vertx, List.of(proxy.host()));
    this.pending = new PendingReplies(vertx);
  }

  /** Opens the socket; whether anybody listens at the other end is not known before a reply. */
  public static Future<DatagramMi> open(Vertx vertx, SocketAddress proxy) {
    boolean ipv6 = proxy.host().indexOf(':') >= 0;
    DatagramSocket socket =
        vertx.createDatagramSocket(
            new DatagramSocketOptions().setReceiveBufferSize(RECEIVE_BUFFER).setIpV6(ipv6));
    DatagramMi mi = new DatagramMi(vertx, socket, proxy);
    socket.handler(mi::onPacket);
    return mi.addresses
        .lookUp()
        .compose(known -> socket.listen(0, localAddress(proxy.host(), ipv6)))
        .map(mi);
  }

  /** A proxy on this machine is spoken to from an address that others cannot reach. */
  private static String localAddress(String proxy, boolean ipv6) {
    if (ipv6) {
      return proxy.equals("::1") ? "::1" : "::";
    }
    return proxy.startsWith("127.") || proxy.equals("localhost") ? "127.0.0.1" : "0.0.0.0";
  }

  @Override
  public Future<MiResult> call(MiRequest request, Duration deadline) {
    String id = pending.nextId();
    Future<MiResult> reply = pending.await(id, request, deadline);
    Buffer datagram = request.toJson(id).toBuffer();
    send(id, datagram);
    if (request.repeatable()) {
      pending.repeat(id, () -> send(id, datagram));
    }
    return reply;
  }

  private void send(String id, Buffer datagram) {
    socket
        .send(datagram, proxy.port(), proxy.host())
        .onFailure(e -> pending.fail(id, new NoReplyException("Cannot send: " + e.getMessage())));
  }

  /** An error without an id says nothing else about who sent it. */
  private void onPacket(DatagramPacket packet) {
    SocketAddress sender = packet.sender();
    String text = packet.data().toString();
    if (sender.port() == proxy.port() && addresses.isProxy(sender)) {
      trouble = "";
      pending.onReply(MiReply.parse(text));
      return;
    }
    strangers.note(sender.toString());
    if (pending.isAnswer(text)) {
      trouble =
          "replies come from %s, while mi.url is %s: name the address that the proxy answers from"
              .formatted(sender, proxy);
    }
  }

  @Override
  public String trouble() {
    return trouble;
  }

  @Override
  public void onEcho(Consumer<MiRequest> ear) {
    pending.onEcho(ear);
  }

  @Override
  public Future<Void> close() {
    pending.failAll(new NoReplyException("The management link was closed"));
    return socket.close();
  }
}
