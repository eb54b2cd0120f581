package io.callapi.opensips.mi;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.codec.BodyCodec;
import io.vertx.ext.web.codec.spi.BodyStream;
import org.jspecify.annotations.Nullable;

/** Takes the body of a response that is not too long; the rest of one that is gets dropped. */
final class CappedBody implements BodyCodec<Buffer> {

  private final int longest;

  /**
   * @param longest the most bytes
   */
  CappedBody(int longest) {
    this.longest = longest;
  }

  @Override
  public BodyStream<Buffer> stream() {
    return new Body();
  }

  /** One body; nothing waits for what it is written to. */
  private final class Body implements BodyStream<Buffer> {

    private final Promise<Buffer> result = Promise.promise();
    private final Buffer body = Buffer.buffer();

    @Override
    public Future<Void> write(Buffer data) {
      if (body.length() + data.length() > longest) {
        result.tryFail(
            new MiException(
                MiException.INTERNAL_ERROR, "a reply of more than " + longest + " bytes"));
      } else if (!result.future().isComplete()) {
        body.appendBuffer(data);
      }
      return Future.succeededFuture();
    }

    @Override
    public Future<Void> end() {
      result.tryComplete(body);
      return Future.succeededFuture();
    }

    @Override
    public void handle(Throwable failure) {
      result.tryFail(failure);
    }

    @Override
    public Future<Buffer> result() {
      return result.future();
    }

    @Override
    public Body exceptionHandler(@Nullable Handler<Throwable> handler) {
      return this;
    }

    @Override
    public Body setWriteQueueMaxSize(int size) {
      return this;
    }

    @Override
    public boolean writeQueueFull() {
      return false;
    }

    @Override
    public Body drainHandler(@Nullable Handler<Void> handler) {
      return this;
    }
  }
}
