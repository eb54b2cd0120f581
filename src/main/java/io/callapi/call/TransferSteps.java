package io.callapi.call;

import io.callapi.call.TransferWatch.NewCall;
import io.callapi.command.CommandScope;
import io.callapi.proxy.Call;
import io.callapi.proxy.CallFailure;
import io.callapi.proxy.Cause;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What the transfers have in common: asking the phone, and waiting for its new call. */
final class TransferSteps {

  /** A phone may hang up the old call right before it places the new one. */
  private static final Duration HUNG_UP_FIRST = Duration.ofSeconds(2);

  /** A phone answers a REFER at once; without an answer the request or the reply was lost. */
  private static final Duration LOST_REPLY = Duration.ofSeconds(2);

  /** How long the new call of a phone that was asked is awaited to be ended. */
  private static final Duration LATE_CALL = Duration.ofSeconds(2);

  /** Without any event by then, the new call is looked for. */
  private static final Duration LOST_EVENTS = Duration.ofSeconds(3);

  private static final int TRIES = 3;
  private static final int REQUEST_PENDING = 491;

  private final CommandScope scope;
  private final TransferWatch transfer;
  private final List<DialogWatch> oldCalls;
  private final Function<List<Call>, Optional<Call>> newCall;
  private @Nullable Throwable silence;
  private boolean asked;

  /**
   * @param oldCalls the calls that are transferred: if one ends and no new call comes, nothing will
   * @param newCall finds the call that the phone has placed among all calls, by its parties
   */
  TransferSteps(
      CommandScope scope,
      TransferWatch transfer,
      List<DialogWatch> oldCalls,
      Function<List<Call>, Optional<Call>> newCall) {
    this.scope = scope;
    this.transfer = transfer;
    this.oldCalls = oldCalls;
    this.newCall = newCall;
  }

  /**
   * Asks the phone to place the new call. The request must not reach it twice, so before it is sent
   * again it is looked up whether the first one had an effect.
   *
   * @return succeeds when the phone has agreed, or has been seen to do as it was asked
   */
  Future<Void> ask(Supplier<Future<Void>> request) {
    Promise<Void> agreed = Promise.promise();
    Future<Void> outcome =
        scope.within(
            scope.deadlines().transferStart(), "answer to the transfer request", agreed.future());
    if (outcome.isComplete()) {
      return outcome; // cancelled before the phone was asked
    }
    asked = true;
    transfer.sign().onSuccess(agreed::tryComplete);
    failIfOldCallEnds(agreed);
    ask(request, agreed, TRIES);
    return outcome
        .onFailure(agreed::tryFail) // given up: nothing is sent again
        .recover(failure -> Future.failedFuture(isSilence(failure) ? inWords(failure) : failure));
  }

  private void failIfOldCallEnds(Promise<?> step) {
    for (DialogWatch call : oldCalls) {
      call.endedByItself()
          .onSuccess(ended -> scope.after(HUNG_UP_FIRST, () -> step.tryFail(call.why())));
    }
  }

  private Throwable inWords(Throwable timeout) {
    return silence != null ? silence : timeout;
  }

  private static boolean isSilence(Throwable failure) {
    return CallFailure.causeOf(failure).source() == Cause.Source.TIMEOUT;
  }

  private void ask(Supplier<Future<Void>> request, Promise<Void> agreed, int tries) {
    request
        .get()
        .onSuccess(agreed::tryComplete)
        .onFailure(failure -> refused(failure, agreed, tries < TRIES));
    checkEffect(request, agreed, tries);
  }

  private void checkEffect(Supplier<Future<Void>> request, Promise<Void> agreed, int tries) {
    scope.after(
        LOST_REPLY,
        () -> {
          if (!agreed.future().isComplete()) {
            search()
                .onSuccess(found -> lookedUp(found, request, agreed, tries))
                .onFailure(unknown -> checkEffect(request, agreed, tries));
          }
        });
  }

  /** Silence is no refusal: the phone may have been asked all the same. */
  private void refused(Throwable failure, Promise<Void> agreed, boolean repeated) {
    Cause cause = CallFailure.causeOf(failure);
    if (isSilence(failure)) {
      silence = failure;
    } else if (repeated && isPending(cause)) {
      agreed.tryComplete();
    } else {
      silence = null;
      agreed.tryFail(failure);
    }
  }

  /** What the proxy says to a repeat tells that the first request has arrived. */
  private static boolean isPending(Cause cause) {
    Integer code = cause.code();
    return code != null && code == REQUEST_PENDING;
  }

  private void lookedUp(
      Optional<Call> found, Supplier<Future<Void>> request, Promise<Void> agreed, int tries) {
    if (found.isPresent()) {
      agreed.tryComplete();
      adopt(found.get());
    } else if (tries > 1
        && !agreed.future().isComplete()
        && oldCalls.stream().noneMatch(DialogWatch::isOver)) {
      ask(request, agreed, tries - 1);
    }
  }

  /** Waits for the answer of the destination. */
  Future<NewCall> awaitAnswer() {
    Promise<NewCall> placed = Promise.promise();
    transfer.started().onSuccess(placed::tryComplete);
    failIfOldCallEnds(placed);
    searchAfter(LOST_EVENTS, placed);
    return scope
        .within(scope.deadlines().transferStart(), "new call of the phone", placed.future())
        .recover(failure -> Future.failedFuture(isSilence(failure) ? stray(failure) : failure))
        .compose(
            call ->
                scope.within(
                    scope.deadlines().answer(), "answer of the destination", transfer.answered()));
  }

  /** Of a new call whose start was not heard, the end may have been. */
  private Throwable stray(Throwable timeout) {
    return transfer.strayFailure().<Throwable>map(known -> known).orElse(timeout);
  }

  private void searchAfter(Duration wait, Promise<NewCall> placed) {
    scope.after(
        wait,
        () -> {
          if (!placed.future().isComplete()) {
            search()
                .onSuccess(found -> found.ifPresent(this::adopt))
                .onComplete(done -> searchAfter(wait.multipliedBy(2), placed));
          }
        });
  }

  private Future<Optional<Call>> search() {
    return scope.proxy().calls().map(newCall);
  }

  private void adopt(Call call) {
    transfer.adopt(new NewCall(call.callId(), call.callee()));
  }

  /** Ends the new call of a transfer that was given up; one that has failed is over already. */
  Future<Void> giveUp(Throwable failure) {
    NewCall placed = transfer.newCall();
    if (placed != null) {
      return transfer.hasFailed()
          ? Future.succeededFuture()
          : Endings.endIfUp(scope, placed.callId());
    }
    transfer.abandon();
    boolean cancelled = CallFailure.causeOf(failure).source() == Cause.Source.CLIENT;
    return asked && cancelled ? lateCall() : Future.succeededFuture();
  }

  /** The phone was asked and cannot be called off: it may place its call only now. */
  private Future<Void> lateCall() {
    Promise<Void> waited = Promise.promise();
    transfer.sign().onSuccess(waited::tryComplete);
    scope.after(LATE_CALL, waited::tryComplete);
    return waited.future();
  }
}
