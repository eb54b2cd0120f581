package io.callapi.opensips.mi;

import io.callapi.opensips.flow.FlowLimits;
import io.callapi.opensips.flow.Pace;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The management interface over HTTP or HTTPS (module mi_http): one request at a time, on one
 * connection that is kept.
 *
 * <p>A second connection would gain nothing: mi_http is one process, which does nothing else until
 * it has answered, even where that takes as long as a phone rings. Requests would wait there, where
 * they can neither be put in order nor taken back; so they wait here.
 *
 * <p>To be used on one event loop, as every transport.
 */
public final class HttpMi implements MiTransport {

  /** Less than httpd's conn_timeout of 30 s, so that no request meets a connection being closed. */
  private static final int KEEP_ALIVE_SECONDS = 20;

  /** Five times what a page of a list has; it is parsed on the event loop. */
  private static final int LONGEST_REPLY = 2 * 1024 * 1024;

  private static final int OK = 200;

  private final PendingReplies pending;
  private final RequestLine line = new RequestLine();
  private final WebClient client;
  private final HttpRequest<Buffer> post;
  private boolean closed;

  /** Connects with the first request only. */
  HttpMi(Vertx vertx, URI address, @Nullable String user, @Nullable String password, Pace pace) {
    this(vertx, address, user, password, new WebClientOptions(), pace);
  }

  HttpMi(
      Vertx vertx,
      URI address,
      @Nullable String user,
      @Nullable String password,
      WebClientOptions options) {
    this(vertx, address, user, password, options, new Pace(FlowLimits.defaults()));
  }

  private HttpMi(
      Vertx vertx,
      URI address,
      @Nullable String user,
      @Nullable String password,
      WebClientOptions options,
      Pace pace) {
    this.pending = new PendingReplies(vertx, pace);
    this.client =
        WebClient.create(
            vertx,
            options
                .setKeepAliveTimeout(KEEP_ALIVE_SECONDS)
                .setFollowRedirects(false)
                .setUserAgentEnabled(false),
            new PoolOptions().setHttp1MaxSize(1));
    this.post =
        client
            .requestAbs(HttpMethod.POST, address.toString())
            .putHeader("Content-Type", "application/json")
            .as(new CappedBody(LONGEST_REPLY));
    if (user != null && password != null) {
      post.basicAuthentication(user, password);
    }
  }

  @Override
  public Future<MiResult> call(MiRequest request, Duration deadline) {
    if (closed) {
      return Future.failedFuture(new NoReplyException("The management link is closed"));
    }
    String id = pending.nextId();
    Future<MiResult> reply = pending.await(id, request, deadline);
    long end = System.nanoTime() + deadline.toNanos();
    line.add(new Post(id, request, end), request.isSlow());
    return reply;
  }

  @Override
  public boolean isRoomy() {
    return true;
  }

  @Override
  public boolean isOccupied() {
    return line.isBusyForLong();
  }

  @Override
  public boolean isReliable() {
    return true;
  }

  @Override
  public Future<Void> close() {
    closed = true;
    pending.failAll(new NoReplyException("The management link was closed"));
    client.close();
    return Future.succeededFuture();
  }

  /** One request. */
  private final class Post implements RequestLine.Job {

    private final String id;
    private final MiRequest request;
    private final long end;

    Post(String id, MiRequest request, long end) {
      this.id = id;
      this.request = request;
      this.end = end;
    }

    @Override
    public boolean isAwaited() {
      return pending.isAwaited(id);
    }

    @Override
    public Future<?> send() {
      long left = Duration.ofNanos(end - System.nanoTime()).toMillis();
      return post.copy()
          .timeout(Math.max(1, left)) // gives the connection up, so that it gets free again
          .sendBuffer(request.toJson(id).toBuffer()) // with the headers, in one write
          .onSuccess(this::onResponse)
          .onFailure(this::onNoResponse);
    }

    private void onNoResponse(Throwable failure) {
      fail(
          failure instanceof MiException refusal
              ? refusal
              : new NoReplyException(text("no reply over HTTP: " + reason(failure))));
    }

    private static String reason(Throwable failure) {
      String message = failure.getMessage();
      return message == null ? failure.toString() : message;
    }

    private void onResponse(HttpResponse<Buffer> response) {
      if (response.statusCode() != OK) {
        fail(HttpRefusals.of(response, request.method()));
        return;
      }
      String body = response.bodyAsString();
      try {
        onReply(new JsonObject(body == null ? "" : body));
      } catch (DecodeException e) {
        fail(new NoReplyException(text("the reply is not JSON-RPC: " + HttpRefusals.start(body))));
      }
    }

    private void onReply(JsonObject json) {
      MiReply reply = MiReply.of(json);
      if (reply instanceof MiReply.Unidentified unidentified && json.getValue("id") == null) {
        fail(unidentified.error()); // whose it is, is certain here
      } else if (reply instanceof MiReply.Unreadable || !id.equals(json.getValue("id"))) {
        fail(new NoReplyException(text("the reply is that to another request, or none")));
      } else if (isAwaited()) {
        pending.onReply(reply);
      }
    }

    private void fail(RuntimeException failure) {
      if (isAwaited()) {
        pending.fail(id, failure);
      }
    }

    private String text(String reason) {
      return request.method() + ": " + reason;
    }
  }
}
