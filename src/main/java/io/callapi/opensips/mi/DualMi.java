package io.callapi.opensips.mi;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The management interface over UDP and HTTP side by side: what has a long answer goes over HTTP,
 * as a datagram ends at 64 kB; all else over UDP, where nothing waits for anything else.
 *
 * <p>If HTTP has no reply, the datagram is tried in its stead, at once for a while afterwards.
 */
public final class DualMi implements MiTransport {

  private static final Logger LOG = LoggerFactory.getLogger(DualMi.class);
  private static final Duration PAUSE = Duration.ofSeconds(30);

  private final MiTransport datagram;
  private final MiTransport http;
  private final LongSupplier nanos;
  private long avoidedUntil;
  private boolean avoided;
  private String trouble = "";

  DualMi(MiTransport datagram, MiTransport http) {
    this(datagram, http, System::nanoTime);
  }

  /**
   * @param nanos the time in nanoseconds
   */
  DualMi(MiTransport datagram, MiTransport http, LongSupplier nanos) {
    this.datagram = datagram;
    this.http = http;
    this.nanos = nanos;
  }

  @Override
  public Future<MiResult> call(MiRequest request, Duration deadline) {
    return request.isList() && !isAvoided()
        ? overHttp(request, deadline)
        : datagram.call(request, deadline);
  }

  private boolean isAvoided() {
    avoided = avoided && nanos.getAsLong() - avoidedUntil < 0;
    return avoided;
  }

  /** Half of the time, so that the other half is left for the datagram. */
  private Future<MiResult> overHttp(MiRequest request, Duration deadline) {
    long end = nanos.getAsLong() + deadline.toNanos();
    return http.call(request, deadline.dividedBy(2))
        .onSuccess(result -> trouble = "")
        .recover(failure -> instead(request, Duration.ofNanos(end - nanos.getAsLong()), failure));
  }

  private Future<MiResult> instead(MiRequest request, Duration left, Throwable failure) {
    if (!isSilence(failure)) {
      return Future.failedFuture(failure);
    }
    avoidedUntil = nanos.getAsLong() + PAUSE.toNanos();
    trouble = "Lists go over UDP, for HTTP (mi.http_url) does not work: " + failure.getMessage();
    if (!avoided) {
      avoided = true;
      LOG.warn("lists go over UDP for {} s: {}", PAUSE.toSeconds(), failure.getMessage());
    }
    return datagram.call(request, left);
  }

  private static boolean isSilence(Throwable failure) {
    return failure instanceof NoReplyException
        || (failure instanceof MiException refusal && refusal.code() == MiException.BAD_GATEWAY);
  }

  /** Whether it is the longer way that lists take now. */
  @Override
  public boolean isRoomy() {
    return !isAvoided();
  }

  @Override
  public String trouble() {
    return trouble.isEmpty() ? datagram.trouble() : trouble;
  }

  @Override
  public void onEcho(Consumer<MiRequest> ear) {
    datagram.onEcho(ear);
  }

  @Override
  public Future<Void> close() {
    return Future.join(http.close(), datagram.close()).mapEmpty();
  }
}
