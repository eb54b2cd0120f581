package io.callapi.client.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PingAnswersTest {

  private final List<String> pongs = new ArrayList<>();
  private final Queue<ChannelPromise> unread = new ArrayDeque<>();
  private final EmbeddedChannel peer = new EmbeddedChannel();

  PingAnswersTest() {
    peer.pipeline().addLast(new Unread(), new PingAnswers(new Reading(peer)));
  }

  /** What is written waits until the test says that it has been read. */
  private final class Unread extends ChannelOutboundHandlerAdapter {
    @Override
    public void write(ChannelHandlerContext connection, Object frame, ChannelPromise written) {
      PongWebSocketFrame pong = (PongWebSocketFrame) frame;
      pongs.add(pong.content().toString(StandardCharsets.US_ASCII));
      pong.release();
      unread.add(written);
    }
  }

  @AfterEach
  void close() {
    peer.finishAndReleaseAll();
  }

  private void ping(String text) {
    peer.writeInbound(
        new PingWebSocketFrame(Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII)));
  }

  @Test
  void letOnePongWaitAndReadNothingMoreUntilItIsReadThenAnswerTheLastPing() {
    ping("1");
    assertThat(peer.config().isAutoRead()).isTrue();
    ping("2");
    ping("3");
    assertThat(pongs).containsExactly("1");
    assertThat(peer.config().isAutoRead()).isFalse();

    unread.remove().setSuccess();

    assertThat(pongs).containsExactly("1", "3");
    assertThat(peer.config().isAutoRead()).isTrue();
  }
}
