package io.callapi.client.wire;

import static io.netty.channel.ChannelFutureListener.FIRE_EXCEPTION_ON_FAILURE;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Gives a connection so long for each whole HTTP request, the wait for it included, however its
 * bytes are spread, and so long for reading the answer. It speaks no other version than HTTP/1.
 */
final class RequestDeadline extends ChannelDuplexHandler {

  private final Duration request;
  private final Duration answer;
  private @Nullable Future<?> timer;
  private boolean arriving;
  private boolean answering;
  private boolean answered;
  private final List<WebSocketFrame> early = new ArrayList<>();

  RequestDeadline(Duration request, Duration answer) {
    this.request = request;
    this.answer = answer;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext connection) {
    start(connection, request);
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext connection) {
    stop();
    early.forEach(WebSocketFrame::release);
    early.clear();
  }

  @Override
  public void channelRead(ChannelHandlerContext connection, Object part) {
    if (part instanceof WebSocketFrame frame) {
      // It came together with the handshake; Vert.x is not ready for it and would lose it.
      early.add(frame);
      return;
    }
    if (part instanceof HttpRequest head) {
      arriving = true;
      answered = false;
      if (head.protocolVersion().majorVersion() != 1) {
        ReferenceCountUtil.release(part);
        refuse(connection, HttpResponseStatus.HTTP_VERSION_NOT_SUPPORTED);
        return;
      }
    }
    if (part instanceof LastHttpContent) {
      arriving = false;
      start(connection, answered ? request : answer);
    }
    connection.fireChannelRead(part);
  }

  @Override
  public void write(ChannelHandlerContext connection, Object part, ChannelPromise written) {
    if (part instanceof HttpResponse) {
      answering = true;
      if (!arriving) {
        start(connection, answer); // the end of an answer before it may have begun another time
      }
    }
    boolean isLast = part instanceof LastHttpContent;
    connection.write(part, written.unvoid()).addListener(done -> onWritten(connection, isLast));
  }

  /** What has come of a WebSocket already, now that there is one. */
  void passOnEarlyFrames(ChannelHandlerContext connection) {
    List<WebSocketFrame> frames = List.copyOf(early);
    early.clear();
    frames.forEach(connection::fireChannelRead);
  }

  private void onWritten(ChannelHandlerContext connection, boolean isLast) {
    if (isLast) {
      onAnswered(connection);
    }
  }

  private void onAnswered(ChannelHandlerContext connection) {
    answering = false;
    answered = true;
    // The time of a request goes on until its end, also where the answer came before.
    if (!arriving && !connection.isRemoved()) {
      start(connection, request);
    }
  }

  private void start(ChannelHandlerContext connection, Duration time) {
    stop();
    timer =
        connection
            .executor()
            .schedule(() -> onTimeout(connection), time.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void stop() {
    if (timer != null) {
      timer.cancel(false);
    }
  }

  private void onTimeout(ChannelHandlerContext connection) {
    if (answering || answered) {
      connection.close().addListener(FIRE_EXCEPTION_ON_FAILURE);
    } else {
      refuse(connection, HttpResponseStatus.REQUEST_TIMEOUT);
    }
  }

  /** Closed at once, and below Vert.x, which would wait until all is written. */
  static void refuse(ChannelHandlerContext connection, HttpResponseStatus status) {
    var response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status);
    response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    response.headers().set(HttpHeaderNames.CONTENT_LENGTH, 0);
    connection.writeAndFlush(response).addListener(FIRE_EXCEPTION_ON_FAILURE);
    connection.close().addListener(FIRE_EXCEPTION_ON_FAILURE);
  }
}
