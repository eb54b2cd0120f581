package io.callapi.opensips;

import io.callapi.opensips.flow.FlowLimits;
import io.callapi.opensips.flow.Pace;
import io.callapi.opensips.flow.RequestQueue;
import io.callapi.opensips.flow.Urgency;
import io.callapi.opensips.mi.MiException;
import io.callapi.opensips.mi.MiRequest;
import io.callapi.opensips.mi.MiResult;
import io.callapi.opensips.mi.MiTransport;
import io.callapi.opensips.mi.NotSentException;
import io.callapi.opensips.recipe.Timers;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A transport that sends a proxy no more than it answers: so many requests at once as its window
 * has room for, the rest by and by. Probes of the link go beside.
 *
 * <p>A request whose reply waits for a phone counts for one round trip only: by then the proxy has
 * taken it. The deadline of a request begins when it is sent.
 */
final class FlowControlledMi extends MiDecorator {

  /** How many requests may wait for phones; each of them is a command that runs. */
  static final int MOST_RINGING = 20_000;

  private static final Duration SWEEP = Duration.ofMillis(250);

  private final Timers timers;
  private final LongSupplier nanos;
  private final FlowLimits limits;
  private final Pace pace;
  private final RequestQueue<Waiting> queue;
  private Runnable asked = () -> {};
  private int inFlight;
  private int ringing;
  private boolean sweeping;

  /** A request that waits to be sent. */
  private record Waiting(
      MiRequest request, Duration deadline, Promise<MiResult> reply, long since) {

    boolean isInvite() {
      return request.method().equals("t_uac_dlg");
    }

    boolean isSameAs(MiRequest other) {
      return request.method().equals(other.method())
          && request.params().equals(other.params())
          && request.place().urgency() == other.place().urgency();
    }
  }

  FlowControlledMi(MiTransport transport, Pace pace, FlowLimits limits, Timers timers) {
    this(transport, pace, limits, timers, System::nanoTime);
  }

  /**
   * @param nanos the time in nanoseconds
   */
  FlowControlledMi(
      MiTransport transport, Pace pace, FlowLimits limits, Timers timers, LongSupplier nanos) {
    super(transport);
    this.pace = pace;
    this.limits = limits;
    this.timers = timers;
    this.nanos = nanos;
    this.queue = new RequestQueue<>(limits.queued());
  }

  @Override
  public Future<MiResult> call(MiRequest request, Duration deadline) {
    if (request.place().urgency() == Urgency.PROBE) {
      return transport().call(request, deadline);
    }
    Future<MiResult> known = answerWithoutAsking(request);
    if (known != null) {
      return known;
    }
    Promise<MiResult> reply = Promise.promise();
    Waiting waiting = new Waiting(request, deadline, reply, nanos.getAsLong());
    asked.run();
    if (queue.offer(request.place(), waiting, waiting.since())) {
      proceed();
      sweepLater();
    } else {
      reply.fail(
          new NotSentException(
              "The proxy answers late: %d requests wait for it already".formatted(queue.size())));
    }
    return reply.future();
  }

  /**
   * The proxy cannot know a call whose INVITE has not been sent; one that is to be ended is not
   * sent at all. And a look-up that has not been sent yet serves all who ask for the same.
   */
  private @Nullable Future<MiResult> answerWithoutAsking(MiRequest request) {
    String call = request.place().call();
    boolean ends = request.method().equals("dlg_end_dlg");
    boolean looksUp = request.method().equals("dlg_list");
    if (call.isEmpty() || !(ends || looksUp)) {
      return null;
    }
    Waiting invite = queue.find(call, Waiting::isInvite);
    if (invite == null) {
      Waiting same = queue.find(call, other -> looksUp && other.isSameAs(request));
      return same == null ? null : same.reply().future();
    }
    if (ends && queue.remove(call, Waiting::isInvite) != null) {
      invite.reply().tryFail(new NotSentException("The call was given up before it was placed"));
    }
    return Future.failedFuture(new MiException(404, "No such dialog: its INVITE is not sent yet"));
  }

  @Override
  public boolean isWaiting(String call) {
    return queue.holds(call);
  }

  @Override
  public Duration patience() {
    return pace.timeout();
  }

  private void proceed() {
    while (inFlight < pace.window()) {
      Waiting next = queue.poll();
      if (next == null) {
        break;
      }
      send(next);
    }
    pace.waiting(queue.size());
  }

  private void send(Waiting next) {
    boolean waitsForPhone = next.request().isSlow();
    if (waitsForPhone && ringing >= MOST_RINGING) {
      next.reply()
          .fail(new NotSentException("%d requests wait for phones already".formatted(ringing)));
      return;
    }
    Place place = new Place();
    if (waitsForPhone) {
      ringing++;
      timers.after(pace.roundTrip(), place::free);
    }
    transport()
        .call(next.request(), next.deadline())
        .onComplete(next.reply())
        .onComplete(
            done -> {
              ringing -= waitsForPhone ? 1 : 0;
              place.free();
            });
  }

  private void sweepLater() {
    if (!sweeping && !queue.isEmpty()) {
      sweeping = true;
      timers.after(SWEEP, this::sweep);
    }
  }

  private void sweep() {
    sweeping = false;
    long oldest = nanos.getAsLong() - limits.queueTime().toNanos();
    queue.raiseOlderThan(oldest + limits.queueTime().toNanos() / 2);
    Waiting late = queue.pollOlderThan(oldest);
    while (late != null) {
      late.reply().tryFail(tooLate(late));
      late = queue.pollOlderThan(oldest);
    }
    pace.waiting(queue.size());
    sweepLater();
  }

  private NotSentException tooLate(Waiting late) {
    double waited = Duration.ofNanos(nanos.getAsLong() - late.since()).toMillis() / 1000.0;
    return new NotSentException(
        "The proxy answers late: %s waited %.1f s in the queue"
            .formatted(late.request().method(), waited));
  }

  /** Fails all that waits: whoever was to be asked is no longer there. */
  void abandonQueue(Throwable failure) {
    Waiting next = queue.poll();
    while (next != null) {
      next.reply().tryFail(failure);
      next = queue.poll();
    }
    pace.waiting(0);
  }

  /** Hears of each request but probes. */
  void onAsked(Runnable ear) {
    asked = ear;
  }

  /** What waits to be sent. */
  RequestQueue<?> queue() {
    return queue;
  }

  /** A place in the window, taken until it is freed, once. */
  private final class Place {

    private boolean taken = true;

    Place() {
      inFlight++;
      pace.inFlight(inFlight);
    }

    void free() {
      if (taken) {
        taken = false;
        inFlight--;
        pace.inFlight(inFlight);
        proceed();
      }
    }
  }
}
