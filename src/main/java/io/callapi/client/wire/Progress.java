package io.callapi.client.wire;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;
import java.time.Duration;

/** Whether a peer reads what waits for it, a part of a message included. */
public final class Progress {

  private final Channel channel;
  private long waiting;
  private long ofTheFirst;
  private long lastMove = System.nanoTime();
  private boolean moved = true;

  Progress(Channel channel) {
    this.channel = channel;
  }

  /** Looks again; call it several times within the time that a peer has. */
  public void look() {
    ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
    long nowWaiting = buffer == null ? 0 : buffer.totalPendingWriteBytes();
    long nowOfTheFirst = buffer == null ? 0 : buffer.currentProgress();
    moved = nowWaiting == 0 || nowWaiting < waiting || nowOfTheFirst != ofTheFirst;
    waiting = nowWaiting;
    ofTheFirst = nowOfTheFirst;
    if (moved) {
      lastMove = System.nanoTime();
    }
  }

  /** Whether something waited at the last look, of which nothing has been read for so long. */
  public boolean isStuckFor(Duration time) {
    return !moved && System.nanoTime() - lastMove >= time.toNanos();
  }

  /** Whether something waited at the last look, and some of it had been read. */
  public boolean hasMoved() {
    return moved && waiting > 0;
  }
}
