package io.callapi.opensips;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.callapi.opensips.flow.FakeNanos;
import io.callapi.opensips.flow.FlowLimits;
import io.callapi.opensips.flow.Pace;
import io.callapi.opensips.flow.Urgency;
import io.callapi.opensips.mi.MiException;
import io.callapi.opensips.mi.MiRequest;
import io.callapi.opensips.mi.MiResult;
import io.callapi.opensips.mi.MiTransport;
import io.callapi.opensips.mi.NotSentException;
import io.callapi.opensips.recipe.FakeTimers;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FlowControlledMiTest {

  private static final int WINDOW = 32;
  private static final FlowLimits LIMITS = new FlowLimits(512, 100, ofSeconds(5));

  private final FakeNanos clock = new FakeNanos();
  private final FakeTimers timers = new FakeTimers();
  private final List<MiRequest> sent = new ArrayList<>();
  private final List<Promise<MiResult>> replies = new ArrayList<>();
  private final FlowControlledMi mi =
      new FlowControlledMi(new Silent(), new Pace(LIMITS), LIMITS, timers, clock);

  @Test
  void sendsAsManyAsTheWindowHasRoomForAndTheRestByAndBy() {
    ask("call_hold", 40);
    assertThat(sent).hasSize(WINDOW);

    answer(0);

    assertThat(sent).hasSize(WINDOW + 1);
  }

  @Test
  void sendsProofsOfTheLinkBesideWhatWaits() {
    ask("call_hold", 40);

    var unused = mi.call(MiRequest.repeatable("uptime").urgency(Urgency.PROBE), ofSeconds(5));

    assertThat(last()).isEqualTo("uptime");
  }

  @Test
  void sendsWhatEndsCallsBeforeWhatBegins() {
    ask("call_hold", WINDOW);
    ask("t_uac_dlg", 1);
    ask("dlg_end_dlg", 1);

    answer(0);
    assertThat(last()).isEqualTo("dlg_end_dlg");

    answer(1);
    assertThat(last()).isEqualTo("t_uac_dlg");
  }

  @Test
  void countsARequestThatWaitsForAPhoneForOneRoundTripOnly() {
    ask("t_uac_dlg", WINDOW + 1);
    assertThat(sent).hasSize(WINDOW);

    timers.advance(ofMillis(500)); // T1, as nothing is known of the proxy

    assertThat(sent).hasSize(WINDOW + 1);
  }

  @Test
  void givesAPlaceBackOnceOnly() {
    ask("t_uac_dlg", WINDOW);
    ask("call_hold", 2 * WINDOW);
    timers.advance(ofMillis(500));
    assertThat(sent).hasSize(2 * WINDOW);

    IntStream.range(0, WINDOW).forEach(this::answer); // the phones

    assertThat(sent).hasSize(2 * WINDOW);
  }

  @Test
  void failsARequestThatHasWaitedTooLongAndDoesNotSendIt() {
    ask("call_hold", WINDOW);
    Future<MiResult> waiting = mi.call(MiRequest.repeatable("call_unhold"), ofSeconds(5));
    pass(ofMillis(4750));
    assertThat(waiting.isComplete()).isFalse();

    pass(ofMillis(500));

    assertThat(waiting.cause())
        .isInstanceOf(NotSentException.class)
        .hasMessageMatching("The proxy answers late: call_unhold waited 5\\.[0-9] s in the queue");
    answer(0);
    assertThat(sent).hasSize(WINDOW);
  }

  @Test
  void refusesWhatThereIsNoRoomFor() {
    ask("call_hold", WINDOW + 90);

    Future<MiResult> refused = mi.call(MiRequest.repeatable("call_hold"), ofSeconds(5));

    assertThat(refused.cause())
        .isInstanceOf(NotSentException.class)
        .hasMessage("The proxy answers late: 90 requests wait for it already");
  }

  @Test
  void lets20000RequestsWaitForPhonesAndNoMore() {
    for (int asked = 0; asked < 20_000; asked += WINDOW) {
      ask("t_uac_dlg", WINDOW);
      timers.advance(ofMillis(500)); // each has a place for so long
    }
    assertThat(sent).hasSize(20_000);

    Future<MiResult> refused = mi.call(MiRequest.repeatable("t_uac_dlg"), ofSeconds(5));

    assertThat(refused.cause())
        .isInstanceOf(NotSentException.class)
        .hasMessage("20000 requests wait for phones already");
  }

  @Test
  void givesUpWhatWaitsForAProxyThatHasRestarted() {
    ask("call_hold", WINDOW);
    Future<MiResult> waiting = mi.call(MiRequest.repeatable("call_hold"), ofSeconds(5));

    mi.abandonQueue(new IllegalStateException("restarted"));
    answer(0);

    assertThat(waiting.cause()).hasMessage("restarted");
    assertThat(sent).hasSize(WINDOW);
  }

  @Test
  void saysItselfThatTheProxyDoesNotKnowACallThatIsNotPlacedYet() {
    ask("call_hold", WINDOW);
    var unused = mi.call(MiRequest.once("t_uac_dlg").about("call"), ofSeconds(5));

    Future<MiResult> lookUp =
        mi.call(MiRequest.repeatable("dlg_list").with("callid", "call"), ofSeconds(5));

    assertThat(lookUp.cause())
        .isInstanceOfSatisfying(MiException.class, e -> assertThat(e.code()).isEqualTo(404));
  }

  @Test
  void doesNotPlaceACallThatIsGivenUpWhileItWaits() {
    ask("call_hold", WINDOW);
    Future<MiResult> invite = mi.call(MiRequest.once("t_uac_dlg").about("call"), ofSeconds(5));

    Future<MiResult> end =
        mi.call(MiRequest.repeatable("dlg_end_dlg").with("dialog_id", "call"), ofSeconds(5));
    answer(0);

    assertThat(invite.cause()).isInstanceOf(NotSentException.class);
    assertThat(end.cause()).isInstanceOf(MiException.class);
    assertThat(sent).hasSize(WINDOW);
  }

  @Test
  void looksUpOnceForAllWhoAskTheSameMeanwhile() {
    ask("call_hold", WINDOW);
    MiRequest lookUp = MiRequest.repeatable("dlg_list").with("callid", "call");
    Future<MiResult> first = mi.call(lookUp, ofSeconds(5));
    Future<MiResult> second = mi.call(lookUp, ofSeconds(5));
    answer(0);
    answer(WINDOW);

    assertThat(sent).hasSize(WINDOW + 1);
    assertThat(first.succeeded()).isTrue();
    assertThat(second.succeeded()).isTrue();
  }

  private void ask(String method, int times) {
    for (int i = 0; i < times; i++) {
      var unused = mi.call(MiRequest.repeatable(method), ofSeconds(5));
    }
  }

  private void answer(int request) {
    replies.get(request).complete(new MiResult("OK"));
  }

  private String last() {
    return sent.get(sent.size() - 1).method();
  }

  private void pass(Duration time) {
    for (Duration left = time; !left.isZero(); left = left.minusMillis(250)) {
      clock.advance(ofMillis(250));
      timers.advance(ofMillis(250));
    }
  }

  private final class Silent implements MiTransport {
    @Override
    public Future<MiResult> call(MiRequest request, Duration deadline) {
      sent.add(request);
      Promise<MiResult> reply = Promise.promise();
      replies.add(reply);
      return reply.future();
    }

    @Override
    public Future<Void> close() {
      return Future.succeededFuture();
    }
  }
}
