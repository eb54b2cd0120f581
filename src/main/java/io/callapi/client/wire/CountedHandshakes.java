package io.callapi.client.wire;

import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.ApplicationProtocolNegotiator;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.handler.ssl.SslProvider;
import io.vertx.core.net.JdkSSLEngineOptions;
import io.vertx.core.spi.tls.DefaultSslContextFactory;
import io.vertx.core.spi.tls.SslContextFactory;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSessionContext;

/**
 * The engine of Java for TLS, which asks before each handshake whether the connection is let in:
 * Vert.x tells of one only when its handshake is done, and until then it would count for nothing.
 */
public final class CountedHandshakes extends JdkSSLEngineOptions {

  private final Predicate<Wire> entrance;

  /**
   * @param entrance whether a connection is let in; asked once, on the event loop of the connection
   */
  public CountedHandshakes(Predicate<Wire> entrance) {
    this.entrance = entrance;
  }

  /** Why a handshake has failed that was not let begin. */
  public static final class NotLetIn extends SSLException {

    private static final long serialVersionUID = 1L;

    NotLetIn() {
      super("there are too many connections");
    }
  }

  @Override
  public CountedHandshakes copy() {
    return this; // nothing of it changes
  }

  @Override
  public SslContextFactory sslContextFactory() {
    return new DefaultSslContextFactory(SslProvider.JDK, false) {
      @Override
      public SslContext create() throws SSLException {
        return new Context(super.create(), entrance);
      }
    };
  }

  /** As the one that it wraps, but for the handlers. */
  private static final class Context extends SslContext {

    private final SslContext wrapped;
    private final Predicate<Wire> entrance;

    Context(SslContext wrapped, Predicate<Wire> entrance) {
      this.wrapped = wrapped;
      this.entrance = entrance;
    }

    @Override
    protected SslHandler newHandler(
        ByteBufAllocator buffers, boolean startTls, Executor blockingTasks) {
      return new Handler(newEngine(buffers), startTls, blockingTasks, entrance);
    }

    @Override
    protected SslHandler newHandler(
        ByteBufAllocator buffers, String host, int port, boolean startTls, Executor blockingTasks) {
      return new Handler(newEngine(buffers, host, port), startTls, blockingTasks, entrance);
    }

    @Override
    public boolean isClient() {
      return wrapped.isClient();
    }

    @Override
    public List<String> cipherSuites() {
      return wrapped.cipherSuites();
    }

    @Override
    @SuppressWarnings("deprecation") // of the type, which the method has all the same
    public ApplicationProtocolNegotiator applicationProtocolNegotiator() {
      return wrapped.applicationProtocolNegotiator();
    }

    @Override
    public SSLEngine newEngine(ByteBufAllocator buffers) {
      return wrapped.newEngine(buffers);
    }

    @Override
    public SSLEngine newEngine(ByteBufAllocator buffers, String host, int port) {
      return wrapped.newEngine(buffers, host, port);
    }

    @Override
    public SSLSessionContext sessionContext() {
      return wrapped.sessionContext();
    }
  }

  /** Ends a connection that is not let in, before it costs a handshake. */
  private static final class Handler extends SslHandler {

    private final Predicate<Wire> entrance;
    private boolean refused;

    Handler(SSLEngine engine, boolean startTls, Executor blockingTasks, Predicate<Wire> entrance) {
      super(engine, startTls, blockingTasks);
      this.entrance = entrance;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext connection) throws Exception {
      super.handlerAdded(connection);
      if (!entrance.test(Wire.of(connection.channel()))) {
        refused = true;
        connection.close().addListener(ChannelFutureListener.FIRE_EXCEPTION_ON_FAILURE);
      }
    }

    /** Else it would look like a peer that has gone in the middle of a handshake. */
    @Override
    public void channelInactive(ChannelHandlerContext connection) throws Exception {
      if (refused) {
        connection.fireUserEventTriggered(new SslHandshakeCompletionEvent(new NotLetIn()));
      }
      super.channelInactive(connection);
    }
  }
}
