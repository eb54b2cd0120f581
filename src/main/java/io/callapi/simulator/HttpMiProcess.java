package io.callapi.simulator;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** The one process behind HTTP: a request that takes long keeps all others waiting. */
final class HttpMiProcess {

  private final HttpOptions options;
  private final Duration late;
  private final Worker worker;
  private final MiDispatcher dispatcher;
  private final MiLog log;
  private final Clock clock;
  private final Queue<Exchange> waiting = new ArrayDeque<>();
  private @Nullable Exchange current;

  /**
   * @param late how much later than usual each reply comes; the next request waits as long
   */
  HttpMiProcess(
      HttpOptions options,
      Duration late,
      Worker worker,
      MiDispatcher dispatcher,
      MiLog log,
      Clock clock) {
    this.options = options;
    this.late = late;
    this.worker = worker;
    this.dispatcher = dispatcher;
    this.log = log;
    this.clock = clock;
  }

  void accept(HttpServerRequest request, Buffer body) {
    worker.run(() -> enqueue(new Exchange(request, body)));
  }

  /** Closes the connections of all requests that have no reply yet. */
  void restart() {
    if (current != null) {
      current.abort();
    }
    waiting.forEach(Exchange::abort);
    waiting.clear();
    current = null;
  }

  private void enqueue(Exchange exchange) {
    log.received(exchange.body);
    waiting.add(exchange);
    startNext();
  }

  private void startNext() {
    while (current == null && !waiting.isEmpty() && !dispatcher.isDead()) {
      Exchange next = waiting.remove();
      current = next;
      next.start();
    }
  }

  /** One request and its reply. */
  private final class Exchange implements MiDispatcher.Answer {

    private final HttpServerRequest request;
    private final Buffer body;
    private final Instant begin = clock.instant();
    private boolean isAsynchronous;

    Exchange(HttpServerRequest request, Buffer body) {
      this.request = request;
      this.body = body;
    }

    void start() {
      Object message;
      try {
        message = Json.decodeValue(body);
      } catch (DecodeException notJson) {
        reply(MiDispatcher.parseError());
        return;
      }
      dispatcher.dispatch(message, this);
      isAsynchronous = true;
    }

    @Override
    public void reply(JsonObject reply) {
      if (isAsynchronous || !late.isZero()) {
        worker.after(isAsynchronous ? late.plus(untilNextPoll()) : late, () -> finish(reply));
      } else {
        finish(reply);
      }
    }

    @Override
    public void internalError() {
      silence();
    }

    /** The connection stays open for ever, but the process goes on. */
    @Override
    public void silence() {
      release();
    }

    void abort() {
      request.connection().close();
    }

    private void finish(JsonObject reply) {
      if (current == this && log.isAnswered()) {
        request
            .response()
            .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
            .end(reply.toBuffer());
      }
      release();
    }

    private void release() {
      if (current == this) {
        current = null;
        startNext();
      }
    }

    private Duration untilNextPoll() {
      long poll = Math.max(1, options.asyncPoll().toMillis());
      long elapsed = Duration.between(begin, clock.instant()).toMillis();
      return Duration.ofMillis(poll - elapsed % poll);
    }
  }
}
