package io.callapi.opensips.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import io.callapi.opensips.mi.MiRequest;
import io.callapi.opensips.mi.MiResult;
import io.callapi.opensips.mi.MiTransport;
import io.callapi.proxy.CallEvent.DialogChanged;
import io.callapi.proxy.CallFailure;
import io.callapi.proxy.CallFailure.Reason;
import io.callapi.proxy.CallState;
import io.callapi.proxy.Cause;
import io.callapi.proxy.Dialog;
import io.callapi.proxy.DialogId;
import io.callapi.proxy.DialogLeg;
import io.callapi.proxy.ProxyRequest.Done;
import io.callapi.sip.CallId;
import io.callapi.sip.SipStatus;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PendingInvitesTest {

  private static final CallId CALL = new CallId("cmd-1");
  private static final SipStatus OK = new SipStatus(200, "OK");
  private static final SipStatus LOOP = new SipStatus(482, "Loop Detected");
  private static final Duration TIMEOUT = Duration.ofSeconds(130);
  private final CallFailure unknown =
      new CallFailure(Reason.CALL_UNKNOWN, Cause.mi(404, "Requested Dialog not found"));
  private final CallFailure silence = new CallFailure(Reason.NO_REPLY, Cause.timeout("No reply"));

  private final FakeTimers timers = new FakeTimers();
  private final Deque<Promise<SipStatus>> sent = new ArrayDeque<>();
  private Future<List<Dialog>> dialogs = Future.succeededFuture(List.of());
  private Future<Done> end = Future.failedFuture(unknown);
  private boolean reliable;
  private boolean waiting;
  private Duration patience = Duration.ZERO;
  private int lookUps;
  private int ends;

  private final PendingInvites pending =
      new PendingInvites(
          timers,
          TIMEOUT,
          new PendingInvites.Inquiries(
              call -> lookUp().map(found -> !found.isEmpty()),
              call -> lookUp(),
              call -> end(),
              new Way()));

  private final class Way implements MiTransport {

    @Override
    public Future<MiResult> call(MiRequest request, Duration deadline) {
      throw new IllegalStateException("The INVITE is sent by whoever places the call");
    }

    @Override
    public boolean isReliable() {
      return reliable;
    }

    @Override
    public boolean isWaiting(String call) {
      return waiting && call.equals(CALL.value());
    }

    @Override
    public Duration patience() {
      return patience;
    }

    @Override
    public Future<Void> close() {
      return Future.succeededFuture();
    }
  }

  private Future<List<Dialog>> lookUp() {
    lookUps++;
    return dialogs;
  }

  private Future<Done> end() {
    ends++;
    return end;
  }

  private Future<SipStatus> send() {
    return pending.send(CALL, this::sendOne);
  }

  private Future<SipStatus> sendOne() {
    Promise<SipStatus> answer = Promise.promise();
    sent.add(answer);
    return answer.future();
  }

  private static Dialog dialog(String id, CallState state) {
    DialogLeg leg = new DialogLeg("sip:x@h", "t", "");
    return new Dialog(new DialogId(id), CALL, state, leg, leg, List.of(), null, "", true);
  }

  private void tell(String id, CallState state) {
    pending.onDialog(new DialogChanged(CALL, new DialogId(id), state, ""));
  }

  @Test
  void passesTheAnswerOn() {
    Future<SipStatus> answer = send();
    sent.remove().complete(OK);
    timers.advance(Duration.ofMinutes(5));

    assertThat(answer.result()).isEqualTo(OK);
    assertThat(sent).isEmpty();
    assertThat(lookUps).isZero();
  }

  /** After 2.5 s, 5 s more and 10 s more. */
  @ParameterizedTest
  @CsvSource({"2499, 1", "2500, 2", "7499, 2", "7500, 3", "17499, 3", "17500, 4", "300000, 4"})
  void sendsAnInviteAgainOfWhichThereIsNoDialog(int millis, int copies) {
    var unused = send();
    timers.advance(Duration.ofMillis(millis));

    assertThat(sent).hasSize(copies);
  }

  @Test
  void sendsNothingAgainThatHasNotBeenSentYet() {
    waiting = true;
    var unused = send();
    timers.advance(Duration.ofSeconds(9));
    assertThat(sent).hasSize(1);
    assertThat(lookUps).isZero();

    waiting = false;
    timers.advance(Duration.ofSeconds(5));
    assertThat(sent).hasSize(2);
  }

  /** Twice as long as its answers take. */
  @Test
  void givesAProxyThatIsLateMoreTime() {
    patience = Duration.ofSeconds(2);
    var unused = send();
    timers.advance(Duration.ofMillis(3999));
    assertThat(sent).hasSize(1);

    timers.advance(Duration.ofMillis(1));
    assertThat(sent).hasSize(2);
  }

  @Test
  void sendsNothingAgainWhileThePhoneIsCalled() {
    dialogs = Future.succeededFuture(List.of(dialog("1.a", CallState.STARTED)));
    var unused = send();
    timers.advance(Duration.ofMinutes(2));

    assertThat(sent).hasSize(1);
    assertThat(lookUps).isEqualTo(1);
  }

  @Test
  void asksNothingAboutADialogThatWasReported() {
    var unused = send();
    tell("1.a", CallState.RINGING);
    timers.advance(Duration.ofMinutes(2));

    assertThat(sent).hasSize(1);
    assertThat(lookUps).isZero();
  }

  @Test
  void asksOnceMoreIfItCannotBeSaidWhetherThereIsADialog() {
    dialogs = Future.failedFuture(silence);
    var unused = send();
    timers.advance(Duration.ofMillis(2500));
    assertThat(sent).hasSize(1);

    dialogs = Future.succeededFuture(List.of());
    timers.advance(Duration.ofSeconds(5));
    assertThat(sent).hasSize(2);
  }

  @Test
  void sendsNothingAgainOverATransportThatLosesNothing() {
    reliable = true;
    var unused = send();
    timers.advance(Duration.ofMinutes(2));

    assertThat(sent).hasSize(1);
  }

  @Test
  void takesTheLoopOfASecondCopyForNoAnswer() {
    Future<SipStatus> answer = send();
    timers.advance(Duration.ofMillis(2500));
    sent.removeLast().complete(LOOP);
    assertThat(answer.isComplete()).isFalse();

    sent.remove().complete(OK);
    assertThat(answer.result()).isEqualTo(OK);
  }

  /** A datagram was doubled: MI tells one answer, that to the second INVITE. */
  @ParameterizedTest
  @CsvSource({"ANSWERED, 200 OK", "CONFIRMED, 200 OK", "ENDED, 482 Loop Detected"})
  void followsTheDialogWhereALoopIsTheOnlyAnswer(CallState state, String status) {
    dialogs = Future.succeededFuture(List.of(dialog("1.a", CallState.RINGING)));
    Future<SipStatus> answer = send();
    sent.remove().complete(LOOP);
    tell("1.b", CallState.ENDED);
    tell("1.a", CallState.RINGING);
    assertThat(answer.isComplete()).isFalse();

    tell("1.a", state);
    assertThat(answer.result()).hasToString(status);
  }

  @ParameterizedTest
  @EnumSource(names = {"ANSWERED", "CONFIRMED"})
  void takesADialogThatIsUpForAnAnswerWhereALoopIsTheOnlyOne(CallState state) {
    dialogs = Future.succeededFuture(List.of(dialog("1.a", state)));
    Future<SipStatus> answer = send();
    sent.remove().complete(LOOP);

    assertThat(answer.result()).isEqualTo(OK);
  }

  @Test
  void tellsALoopThatLeavesNoDialog() {
    Future<SipStatus> answer = send();
    sent.remove().complete(LOOP);

    assertThat(answer.result()).isEqualTo(LOOP);
  }

  @Test
  void doesNotFollowADialogForEver() {
    dialogs = Future.succeededFuture(List.of(dialog("1.a", CallState.RINGING)));
    Future<SipStatus> answer = send();
    sent.remove().complete(LOOP);
    timers.advance(TIMEOUT);

    assertThat(((CallFailure) answer.cause()).reason()).isEqualTo(Reason.NO_REPLY);
  }

  @Test
  void sendsNothingAgainOnceItIsWithdrawn() {
    Future<SipStatus> answer = send();
    pending.withdraw(CALL);
    timers.advance(Duration.ofMillis(2500));

    assertThat(sent).hasSize(1);
    assertThat(answer.cause()).hasMessage("487 Request Terminated");
  }

  @Test
  void sendsNothingAgainOnceItsDialogWasEnded() {
    var unused = send();
    pending.forget(CALL);
    timers.advance(Duration.ofMinutes(2));

    assertThat(sent).hasSize(1);
  }

  @Test
  void endsAWithdrawnOneAsSoonAsThereIsADialog() {
    var unused = send();
    pending.withdraw(CALL);
    timers.advance(Duration.ofSeconds(2));
    assertThat(ends).isEqualTo(2);

    end = Future.succeededFuture(new Done());
    timers.advance(Duration.ofSeconds(2));
    assertThat(ends).isEqualTo(3);

    timers.advance(Duration.ofMinutes(5));
    assertThat(ends).isEqualTo(3);
    assertThat(timers.isIdle()).isTrue();
  }

  @Test
  void endsAWithdrawnOneWhosePhoneHasBeenQuicker() {
    var unused = send();
    pending.withdraw(CALL);

    sent.remove().complete(OK);

    assertThat(ends).isEqualTo(1);
  }

  @Test
  void givesAWithdrawnOneUpWhenItIsAnswered() {
    var unused = send();
    pending.withdraw(CALL);
    sent.remove().fail(silence);
    timers.advance(Duration.ofMinutes(5));

    assertThat(ends).isEqualTo(1);
    assertThat(timers.isIdle()).isTrue();
  }
}
