package io.callapi.opensips.mi;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.function.Consumer;

/** A way to the management interface of one OpenSIPS. */
public interface MiTransport {

  /**
   * Runs a management command.
   *
   * @param deadline until when its reply must have come
   * @return its result; fails with {@link MiException} if OpenSIPS refuses, with {@link
   *     NoReplyException} if nothing comes in time
   */
  Future<MiResult> call(MiRequest request, Duration deadline);

  /**
   * Whether OpenSIPS is busy with a request that takes long, and answers nothing else meanwhile:
   * its silence means nothing then.
   */
  default boolean isOccupied() {
    return false;
  }

  /** Whether a request about that call waits to be sent: nothing is to be concluded yet. */
  default boolean isWaiting(String call) {
    return false;
  }

  /** How long a reply may take, by those that came lately, before it is overdue. */
  default Duration patience() {
    return Duration.ZERO;
  }

  /** Whether lists may be longer than a datagram. */
  default boolean isRoomy() {
    return false;
  }

  /** What is wrong with it though it works all the same, in a sentence; empty if nothing is. */
  default String trouble() {
    return "";
  }

  /**
   * Whether a request that is sent arrives: only where it may get lost does silence raise the
   * question.
   */
  default boolean isReliable() {
    return false;
  }

  /**
   * Hears of requests that must be done once, and were answered twice, or when nobody waited any
   * more: the network may have delivered them twice, or late.
   */
  default void onEcho(Consumer<MiRequest> ear) {}

  /** Gives up what is under way and closes the sockets. */
  Future<Void> close();
}
