package io.callapi.opensips.mi;

import io.callapi.log.RareLog;
import io.callapi.opensips.flow.FlowLimits;
import io.callapi.opensips.flow.Pace;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
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

  /** How many requests that must be done once are remembered when they are settled. */
  private static final int REMEMBERED = 1000;

  private static final int BAD_REQUEST = 400;
  private static final int SHOWN = 80;

  private final Vertx vertx;
  private final Pace pace;
  private final Repeats repeats;
  private final String prefix;
  private final Map<String, WaitingRequest> pending = new LinkedHashMap<>();
  private final Map<String, MiRequest> settledOnce = new LinkedHashMap<>();
  private Consumer<MiRequest> echoes = request -> {};
  private long sequence;
  private long strays;
  private final RareLog unusable = new RareLog(LOG, "unusable replies of management");

  /** With a pace of its own. */
  PendingReplies(Vertx vertx) {
    this(vertx, new Pace(FlowLimits.defaults()));
  }

  /**
   * @param pace how soon, and how often, a request is sent again
   */
  PendingReplies(Vertx vertx, Pace pace) {
    this.vertx = vertx;
    this.pace = pace;
    this.repeats = new Repeats(vertx, pace);
    byte[] random = new byte[8];
    new SecureRandom().nextBytes(random);
    this.prefix = HexFormat.of().formatHex(random) + "-";
  }

  /** A new id. */
  String nextId() {
    return prefix + sequence++;
  }

  /** Waits for the reply to a request. */
  Future<MiResult> await(String id, MiRequest request, Duration deadline) {
    long timer = vertx.setTimer(Math.max(1, deadline.toMillis()), fired -> expire(id, deadline));
    WaitingRequest waiting = new WaitingRequest(request, timer, pace.timeout());
    pending.put(id, waiting);
    pace.sent();
    return waiting.reply().future();
  }

  /** Sends a request again, every now and then, for as long as no reply comes. */
  void repeat(String id, Runnable send) {
    WaitingRequest waiting = pending.get(id);
    if (waiting != null) {
      repeats.start(waiting, send);
    }
  }

  /** Hands a reply to whoever waits for it. */
  void onReply(MiReply reply) {
    if (reply instanceof MiReply.Success success) {
      if (!settle(success.id(), waiting -> succeed(waiting, success.result()))) {
        noteEcho(success.id());
      }
    } else if (reply instanceof MiReply.Failure failure) {
      settle(failure.id(), waiting -> refuse(waiting, failure.error()));
    } else if (reply instanceof MiReply.Unidentified unidentified) {
      settleOnly(unidentified.error());
    } else if (reply instanceof MiReply.Unreadable unreadable) {
      unusable.note(start(unreadable.text()));
    }
  }

  private void succeed(WaitingRequest waiting, MiResult result) {
    repeats.answered(waiting);
    waiting.reply().tryComplete(result);
  }

  private void refuse(WaitingRequest waiting, MiException error) {
    repeats.answered(waiting);
    waiting.reply().tryFail(waiting.repeats() > 0 ? error.afterRepeat() : error);
  }

  /** Hears of requests that must be done once, and were done twice or late. */
  void onEcho(Consumer<MiRequest> ear) {
    echoes = ear;
  }

  private void noteEcho(String id) {
    MiRequest request = settledOnce.remove(id);
    if (request != null) {
      echoes.accept(request);
    }
  }

  private void remember(String id, MiRequest request) {
    if (!request.repeatable()) {
      settledOnce.put(id, request);
      if (settledOnce.size() > REMEMBERED) {
        settledOnce.remove(settledOnce.keySet().iterator().next());
      }
    }
  }

  /** Fails a request that could not be sent. */
  void fail(String id, Throwable failure) {
    settle(id, waiting -> waiting.reply().tryFail(failure));
  }

  /** Fails all requests. */
  void failAll(Throwable failure) {
    List.copyOf(pending.keySet()).forEach(id -> fail(id, failure));
  }

  /** Whether a text speaks of a request of ours: nobody else knows how their ids begin. */
  boolean isAnswer(String text) {
    return text.contains(prefix);
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

  /** Replies that are nobody's, or cannot be read. */
  long unusable() {
    return unusable.count();
  }

  private void expire(String id, Duration deadline) {
    WaitingRequest late = pending.get(id);
    if (late != null) {
      String text =
          "No reply from the proxy to " + late.request().method() + " in " + seconds(deadline);
      fail(id, new NoReplyException(text));
    }
  }

  private static String seconds(Duration deadline) {
    return deadline.toMillis() / 1000.0 + " s";
  }

  /** False if nobody waits. */
  private boolean settle(String id, Consumer<WaitingRequest> settlement) {
    WaitingRequest waiting = pending.remove(id);
    if (waiting == null) {
      strays++;
      LOG.debug("reply to nothing that waits: {}", id);
      return false;
    }
    vertx.cancelTimer(waiting.deadlineTimer());
    repeats.stop(waiting);
    remember(id, waiting.request());
    settlement.accept(waiting);
    return true;
  }

  /** An error without an id belongs to the one request that it can be the answer to. */
  private void settleOnly(MiException error) {
    List<String> suspects =
        switch (error.code()) {
          case MiException.INTERNAL_ERROR -> lists();
          case BAD_REQUEST -> theOnlyOne();
          default -> List.of();
        };
    if (suspects.size() == 1) {
      fail(suspects.get(0), error);
    } else {
      unusable.note(start(String.valueOf(error.getMessage())));
    }
  }

  /** {@code 500 Internal error}: the reply is too long. */
  private List<String> lists() {
    return pending.entrySet().stream()
        .filter(entry -> entry.getValue().request().isList())
        .map(Map.Entry::getKey)
        .toList();
  }

  /**
   * {@code 400 Parse_error}: the request could not be read, which any may be. One that is repeated
   * has its chance yet.
   */
  private List<String> theOnlyOne() {
    return pending.size() == 1 && pending.values().stream().allMatch(PendingReplies::isUnread)
        ? List.copyOf(pending.keySet())
        : List.of();
  }

  private static boolean isUnread(WaitingRequest waiting) {
    return !waiting.request().repeatable() && waiting.isNew();
  }

  private static String start(String text) {
    String line =
        text.substring(0, Math.min(text.length(), SHOWN + 1)).replaceAll("\\P{Print}", ".");
    return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "...";
  }
}
