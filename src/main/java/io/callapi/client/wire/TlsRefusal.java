package io.callapi.client.wire;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/** Looks at the first byte of a connection, and ends it if that is one of TLS. */
final class TlsRefusal extends ChannelInboundHandlerAdapter {

  private static final int HANDSHAKE = 0x16; // RFC 8446, section 5.1

  private final Runnable told;

  TlsRefusal(Runnable told) {
    this.told = told;
  }

  @Override
  public void channelRead(ChannelHandlerContext connection, Object part) {
    if (part instanceof ByteBuf bytes && bytes.isReadable()) {
      if (bytes.getByte(bytes.readerIndex()) == HANDSHAKE) {
        bytes.release();
        told.run();
        connection.close().addListener(ChannelFutureListener.FIRE_EXCEPTION_ON_FAILURE);
        return;
      }
      connection.pipeline().remove(this);
    }
    connection.fireChannelRead(part);
  }
}
