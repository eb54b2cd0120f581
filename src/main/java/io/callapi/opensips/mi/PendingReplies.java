package io.callapi.opensips.mi;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The requests that wait for a reply, by id. Replies come in any order; each request ends, by its
 * reply or by its deadline.
 *
 * <p>Ids are strings, for OpenSIPS cuts numbers to 32 bits, and cannot be guessed: a datagram says
 * nothing certain about who sent it.
 */
final class PendingReplies {

  private static final Logger LOG = LoggerFactory.getLogger(PendingReplies.class);

  /** Commands whose reply waits for a phone. */
  private static final Set<String> SLOW = Set.of("t_uac_dlg", "dlg_send_sequential");

  private static final Duration REPEAT_EVERY = Duration.ofMillis(400);

  private final Vertx vertx;
  private final String prefix;
  private final Map<String, Pending> pending = new LinkedHashMap<>();
  private long sequence;
  private long strays;

  /** A request that waits; it may be sent again meanwhile. */
  private static final class Pending {
    private final String method;
    private final Promise<MiResult> reply = Promise.promise();
    private final long deadline;
    private long repeat = -1;
    private boolean repeated;

    Pending(String method, long deadline) {
      this.method = method;
      this.deadline = deadline;
    }
  }

  PendingReplies(Vertx vertx) {
    this.vertx = vertx;
    byte[] random = new byte[8];
    new SecureRandom().nextBytes(random);
    this.prefix = HexFormat.of().formatHex(random) + "-";
  }

  /** A new id. */
  String nextId() {
    return prefix + sequence++;
  }

  /** Waits for the reply to a request. */
  Future<MiResult> await(String id, String method, Duration deadline) {
    long timer = vertx.setTimer(Math.max(1, deadline.toMillis()), fired -> expire(id, deadline));
    Pending waiting = new Pending(method, timer);
    pending.put(id, waiting);
    return waiting.reply.future();
  }

  /** Sends a request again, every now and then, for as long as no reply comes. */
  void repeat(String id, Runnable send) {
    Pending waiting = pending.get(id);
    if (waiting != null) {
      waiting.repeat =
          vertx.setPeriodic(REPEAT_EVERY.toMillis(), fired -> sendAgain(waiting, send));
    }
  }

  private static void sendAgain(Pending waiting, Runnable send) {
    waiting.repeated = true;
    send.run();
  }

  /** Hands a reply to whoever waits for it. */
  void onReply(MiReply reply) {
    if (reply instanceof MiReply.Success success) {
      settle(success.id(), waiting -> waiting.reply.tryComplete(success.result()));
    } else if (reply instanceof MiReply.Failure failure) {
      settle(
          failure.id(),
          waiting ->
              waiting.reply.tryFail(
                  waiting.repeated ? failure.error().afterRepeat() : failure.error()));
    } else if (reply instanceof MiReply.Unidentified unidentified) {
      settleOnly(unidentified.error());
    }
  }

  /** Fails a request that could not be sent. */
  void fail(String id, Throwable failure) {
    settle(id, waiting -> waiting.reply.tryFail(failure));
  }

  /** Fails all requests. */
  void failAll(Throwable failure) {
    List.copyOf(pending.keySet()).forEach(id -> fail(id, failure));
  }

  /** Whether its reply is still waited for. */
  boolean isAwaited(String id) {
    return pending.containsKey(id);
  }

  int size() {
    return pending.size();
  }

  /** Replies that came too late, twice, or to nothing. */
  long strays() {
    return strays;
  }

  private void expire(String id, Duration deadline) {
    Pending late = pending.get(id);
    if (late != null) {
      String text = "No reply from the proxy to " + late.method + " in " + seconds(deadline);
      fail(id, new NoReplyException(text));
    }
  }

  private static String seconds(Duration deadline) {
    return deadline.toMillis() / 1000.0 + " s";
  }

  private interface Settlement {
    boolean settle(Pending waiting);
  }

  private void settle(String id, Settlement settlement) {
    Pending waiting = pending.remove(id);
    if (waiting == null) {
      strays++;
      LOG.debug("reply to nothing that waits: {}", id);
      return;
    }
    vertx.cancelTimer(waiting.deadline);
    vertx.cancelTimer(waiting.repeat);
    settlement.settle(waiting);
  }

  /**
   * An error without an id belongs to the one request that OpenSIPS answers at once, if it is one.
   */
  private void settleOnly(MiException error) {
    List<String> candidates =
        pending.entrySet().stream()
            .filter(entry -> !SLOW.contains(entry.getValue().method))
            .map(Map.Entry::getKey)
            .toList();
    List<String> suspects = candidates.isEmpty() ? List.copyOf(pending.keySet()) : candidates;
    if (suspects.size() == 1) {
      fail(suspects.get(0), error);
    } else {
      strays++;
      LOG.warn("error of the management interface without an id: {}", error.getMessage());
    }
  }
}
