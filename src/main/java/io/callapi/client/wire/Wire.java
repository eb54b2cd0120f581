package io.callapi.client.wire;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.ssl.SslHandler;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.WebSocketBase;
import io.vertx.core.http.impl.HttpServerConnection;
import io.vertx.core.internal.http.WebSocketInternal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * The TCP connection under an HTTP connection or a WebSocket, for what Vert.x leaves to Netty. Used
 * on its event loop, except for {@link #cutOffSoon}.
 */
public final class Wire {

  private static final String LAST_HANDLER = "handler"; // Vert.x' own

  private final Channel channel;
  private final Reading reading;
  private final Progress progress;

  private Wire(Channel channel) {
    this.channel = channel;
    this.reading = new Reading(channel);
    this.progress = new Progress(channel);
  }

  public static Wire of(HttpConnection connection) {
    return new Wire(((HttpServerConnection) connection).channelHandlerContext().channel());
  }

  public static Wire of(WebSocketBase socket) {
    return new Wire(((WebSocketInternal) socket).channelHandlerContext().channel());
  }

  static Wire of(Channel channel) {
    return new Wire(channel);
  }

  /** Who is at the other end; the unspecified address if it is gone already. */
  public InetAddress peer() {
    return channel.remoteAddress() instanceof InetSocketAddress peer && peer.getAddress() != null
        ? peer.getAddress()
        : new InetSocketAddress(0).getAddress();
  }

  public Reading reading() {
    return reading;
  }

  public Progress progress() {
    return progress;
  }

  /** Gives each HTTP request so long to arrive, and each answer so long to be read. */
  public void limitRequests(Duration request, Duration answer) {
    channel
        .pipeline()
        .addBefore(LAST_HANDLER, "requestDeadline", new RequestDeadline(request, answer));
  }

  /**
   * Ends a connection that begins with TLS, where none is spoken: as HTTP it would be taken for a
   * broken request.
   */
  public void refuseTls(Runnable told) {
    if (channel.pipeline().get(SslHandler.class) == null) {
      channel.pipeline().addFirst("tlsRefusal", new TlsRefusal(told));
    }
  }

  /** Answers that there are too many connections, whatever is asked, and ends. */
  public void refuse() {
    RequestDeadline.refuse(
        channel.pipeline().context(LAST_HANDLER), HttpResponseStatus.SERVICE_UNAVAILABLE);
  }

  /**
   * From now on these are frames of a WebSocket, and pings are answered one at a time. Call it when
   * the handlers of the WebSocket are there.
   */
  public void becomeWebSocket() {
    ChannelPipeline pipeline = channel.pipeline();
    pipeline.addBefore(LAST_HANDLER, "pings", new PingAnswers(reading));
    ChannelHandlerContext deadline = pipeline.context(RequestDeadline.class);
    ((RequestDeadline) deadline.handler()).passOnEarlyFrames(deadline);
    pipeline.remove(deadline.handler());
  }

  public void onClosed(Runnable action) {
    channel.closeFuture().addListener(closed -> action.run());
  }

  /** Cuts the connection off if it is still there then. */
  public void cutOffAfter(Duration time, Runnable before) {
    var timer =
        channel
            .eventLoop()
            .schedule(
                () -> {
                  before.run();
                  cutOff();
                },
                time.toMillis(),
                TimeUnit.MILLISECONDS);
    channel.closeFuture().addListener(closed -> timer.cancel(false));
  }

  /** The same as {@link #cutOff}, from any thread. */
  public void cutOffSoon() {
    channel.eventLoop().execute(this::cutOff);
  }

  /**
   * Resets the connection: what waits for the peer is dropped, in the kernel as well. Nothing of
   * Vert.x is asked, for it would first write what waits.
   */
  public void cutOff() {
    if (channel.isOpen()) {
      channel.config().setOption(ChannelOption.SO_LINGER, 0);
      channel
          .pipeline()
          .firstContext()
          .close()
          .addListener(ChannelFutureListener.FIRE_EXCEPTION_ON_FAILURE);
    }
  }
}
