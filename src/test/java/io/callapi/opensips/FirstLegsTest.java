package io.callapi.opensips;

import static org.assertj.core.api.Assertions.assertThat;

import io.callapi.opensips.mi.MiRequest;
import io.callapi.opensips.mi.MiResult;
import io.callapi.opensips.mi.MiTransport;
import io.callapi.proxy.CallFailure;
import io.callapi.proxy.Cause;
import io.callapi.sip.CallId;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.Test;

class FirstLegsTest {

  private static final CallId LEG = new CallId("cmd-1");
  private static final MiRequest INVITE = MiRequest.once("t_uac_dlg");
  private static final MiResult OK = new MiResult("200 OK");
  private final CallFailure unknown = new CallFailure(Cause.mi(404, "Dialog not found"));
  private final CallFailure silence = new CallFailure(Cause.timeout("No reply"));

  private final FakeLater later = new FakeLater();
  private final Line line = new Line();
  private Future<?> lookUp = Future.failedFuture(unknown);
  private Future<Void> end = Future.failedFuture(unknown);
  private int ends;

  private final FirstLegs legs =
      new FirstLegs(later, line, Duration.ofSeconds(130), leg -> lookUp, leg -> end());

  private Future<Void> end() {
    ends++;
    return end;
  }

  /** Invitations that wait for an answer. */
  private static final class Line implements MiTransport {
    private final Deque<Promise<MiResult>> sent = new ArrayDeque<>();
    private boolean reliable;

    @Override
    public Future<MiResult> call(MiRequest request, Duration deadline) {
      Promise<MiResult> answer = Promise.promise();
      sent.add(answer);
      return answer.future();
    }

    @Override
    public boolean isReliable() {
      return reliable;
    }

    @Override
    public Future<Void> close() {
      return Future.succeededFuture();
    }
  }

  @Test
  void passesTheAnswerOn() {
    Future<MiResult> answer = legs.place(LEG, INVITE);
    line.sent.remove().complete(OK);
    later.advance(Duration.ofMinutes(5));

    assertThat(answer.result()).isEqualTo(OK);
    assertThat(line.sent).isEmpty();
  }

  @Test
  void sendsAnInvitationAgainOfWhichThereIsNoDialog() {
    var unused = legs.place(LEG, INVITE);

    later.advance(Duration.ofMillis(700));

    assertThat(line.sent).hasSize(2);
  }

  @Test
  void sendsNothingAgainWhileThePhoneRings() {
    lookUp = Future.succeededFuture("ringing");
    var unused = legs.place(LEG, INVITE);

    later.advance(Duration.ofMinutes(2));

    assertThat(line.sent).hasSize(1);
  }

  @Test
  void asksOnceMoreIfItCannotBeSaidWhetherThereIsADialog() {
    lookUp = Future.failedFuture(silence);
    var unused = legs.place(LEG, INVITE);
    later.advance(Duration.ofMillis(700));
    assertThat(line.sent).hasSize(1);

    lookUp = Future.failedFuture(unknown);
    later.advance(Duration.ofMillis(1400));
    assertThat(line.sent).hasSize(2);
  }

  @Test
  void sendsNothingAgainOverATransportThatLosesNothing() {
    line.reliable = true;
    var unused = legs.place(LEG, INVITE);

    later.advance(Duration.ofMinutes(2));

    assertThat(line.sent).hasSize(1);
  }

  @Test
  void sendsNothingAgainOnceItIsWithdrawn() {
    Future<MiResult> answer = legs.place(LEG, INVITE);
    legs.withdraw(LEG);
    later.advance(Duration.ofMillis(700));

    assertThat(line.sent).hasSize(1);
    assertThat(answer.cause()).hasMessage("487 Request Terminated");
  }

  @Test
  void sendsNothingAgainOnceItsDialogWasEnded() {
    var unused = legs.place(LEG, INVITE);
    legs.forget(LEG);
    later.advance(Duration.ofMinutes(2));

    assertThat(line.sent).hasSize(1);
  }

  @Test
  void endsAWithdrawnLegAsSoonAsThereIsADialog() {
    var unused = legs.place(LEG, INVITE);
    legs.withdraw(LEG);
    later.advance(Duration.ofSeconds(2));
    assertThat(ends).isEqualTo(2);

    end = Future.succeededFuture();
    later.advance(Duration.ofSeconds(2));
    assertThat(ends).isEqualTo(3);

    later.advance(Duration.ofMinutes(5));
    assertThat(ends).isEqualTo(3);
    assertThat(later.isIdle()).isTrue();
  }

  @Test
  void endsAWithdrawnLegWhosePhoneHasBeenQuicker() {
    var unused = legs.place(LEG, INVITE);
    legs.withdraw(LEG);

    line.sent.remove().complete(OK);

    assertThat(ends).isEqualTo(1);
  }

  @Test
  void givesAWithdrawnLegUpWhenItsInvitationIsAnswered() {
    var unused = legs.place(LEG, INVITE);
    legs.withdraw(LEG);
    line.sent.remove().fail(silence);
    later.advance(Duration.ofMinutes(5));

    assertThat(ends).isEqualTo(1);
    assertThat(later.isIdle()).isTrue();
  }
}
