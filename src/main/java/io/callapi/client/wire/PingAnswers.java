package io.callapi.client.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import org.jspecify.annotations.Nullable;

/**
 * Answers pings, of those that come while an answer waits for the peer only the last one (RFC 6455,
 * section 5.5.3). Vert.x would answer each, however many answers wait: it is told of a pong
 * instead, which it answers with nothing and counts as a frame like any other.
 */
final class PingAnswers extends ChannelInboundHandlerAdapter {

  private final Reading reading;
  private boolean pongWaits;
  private @Nullable ByteBuf next;

  PingAnswers(Reading reading) {
    this.reading = reading;
  }

  @Override
  public void channelRead(ChannelHandlerContext connection, Object frame) {
    if (frame instanceof PingWebSocketFrame ping) {
      answer(connection, ping.content());
      connection.fireChannelRead(new PongWebSocketFrame(Unpooled.EMPTY_BUFFER));
    } else {
      connection.fireChannelRead(frame);
    }
  }

  private void answer(ChannelHandlerContext connection, ByteBuf content) {
    if (pongWaits) {
      dropNext();
      next = content;
      reading.hold(Reading.Reason.PONG_WAITS);
      return;
    }
    pongWaits = true;
    connection
        .writeAndFlush(new PongWebSocketFrame(content))
        .addListener(written -> onWritten(connection));
  }

  private void onWritten(ChannelHandlerContext connection) {
    pongWaits = false;
    ByteBuf content = next;
    next = null;
    reading.release(Reading.Reason.PONG_WAITS);
    if (content != null) {
      answer(connection, content);
    }
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext connection) {
    dropNext();
  }

  private void dropNext() {
    if (next != null) {
      next.release();
      next = null;
    }
  }
}
