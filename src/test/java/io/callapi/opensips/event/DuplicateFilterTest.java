package io.callapi.opensips.event;

import static io.callapi.opensips.event.EventSource.TCP;
import static io.callapi.opensips.event.EventSource.UDP;
import static org.assertj.core.api.Assertions.assertThat;

import io.callapi.proxy.CallEvent;
import io.callapi.proxy.CallEvent.DialogChanged;
import io.callapi.proxy.CallEvent.HoldAction;
import io.callapi.proxy.CallEvent.HoldProgress;
import io.callapi.proxy.CallEvent.HoldStage;
import io.callapi.proxy.CallEvent.TransferProgress;
import io.callapi.proxy.CallEvent.TransferStage;
import io.callapi.proxy.CallState;
import io.callapi.proxy.DialogId;
import io.callapi.sip.CallId;
import io.callapi.sip.Leg;
import io.callapi.sip.SipStatus;
import io.callapi.sip.SipUri;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DuplicateFilterTest {

  private static final CallId CALL = new CallId("call");
  private static final SipUri BOB = new SipUri("sip:bob@h");

  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1000); // it may overflow
  private final DuplicateFilter both = new DuplicateFilter(true, nanos::get);
  private final DuplicateFilter one = new DuplicateFilter(false, nanos::get);

  @ParameterizedTest
  @EnumSource(EventSource.class)
  void takesAStageOfATransferOnce(EventSource second) {
    assertThat(both.isNew(transfer("new", TransferStage.OK, 200), UDP)).isTrue();
    assertThat(both.isNew(transfer("new", TransferStage.OK, 200), second)).isFalse();
    pass(Duration.ofSeconds(61));
    assertThat(both.isNew(transfer("new", TransferStage.OK, 200), second)).isTrue();
  }

  @Test
  void tellsStagesStatusesAndAttemptsApart() {
    assertThat(one.isNew(transfer("new", TransferStage.START, 180), UDP)).isTrue();
    assertThat(one.isNew(transfer("new", TransferStage.NOTIFY, 180), UDP)).isTrue();
    assertThat(one.isNew(transfer("new", TransferStage.NOTIFY, 200), UDP)).isTrue();
    assertThat(one.isNew(transfer("again", TransferStage.NOTIFY, 200), UDP)).isTrue();
  }

  @Test
  void countsNoDestinationAsADifference() {
    CallId next = new CallId("new");
    SipStatus status = new SipStatus(200, "OK");
    CallEvent known = new TransferProgress(CALL, next, BOB, TransferStage.OK, status);
    CallEvent unknown = new TransferProgress(CALL, next, null, TransferStage.OK, status);

    assertThat(one.isNew(known, UDP)).isTrue();
    assertThat(one.isNew(unknown, UDP)).isFalse();
  }

  @Test
  void takesATransferWithoutANewCallAsOftenAsItComesOneWay() {
    CallEvent failed = transfer(null, TransferStage.FAILED, 491);

    assertThat(both.isNew(failed, UDP)).isTrue();
    assertThat(both.isNew(failed, UDP)).isTrue();
    assertThat(both.isNew(failed, TCP)).isFalse();
  }

  @Test
  void letsNoDialogGoBack() {
    assertThat(one.isNew(state(CallState.RINGING, "1.a"), UDP)).isTrue();
    assertThat(one.isNew(state(CallState.CONFIRMED, "1.a"), UDP)).isTrue();
    assertThat(one.isNew(state(CallState.CONFIRMED, "1.a"), UDP)).isFalse();
    assertThat(one.isNew(state(CallState.ANSWERED, "1.a"), UDP)).isFalse();
    assertThat(one.isNew(state(CallState.ENDED, "1.a"), UDP)).isTrue();
  }

  @Test
  void takesTheNextDialogWithTheSameCallIdForAnother() {
    assertThat(one.isNew(state(CallState.ENDED, "1.a"), UDP)).isTrue();
    assertThat(one.isNew(state(CallState.RINGING, "2.b"), UDP)).isTrue();
  }

  @Test
  void forgetsADialogAfterAMinute() {
    assertThat(one.isNew(state(CallState.ENDED, "1.a"), UDP)).isTrue();
    assertThat(one.isNew(state(CallState.ENDED, "1.a"), UDP)).isFalse();
    pass(Duration.ofSeconds(61));
    assertThat(one.isNew(state(CallState.RINGING, "1.a"), UDP)).isTrue();
  }

  @Test
  void dropsAHoldThatHasJustComeTheOtherWay() {
    assertThat(both.isNew(hold(HoldAction.HOLD), UDP)).isTrue();
    pass(Duration.ofSeconds(2));
    assertThat(both.isNew(hold(HoldAction.HOLD), TCP)).isFalse();
  }

  @Test
  void takesAHoldThatComesTheOtherWayMuchLater() {
    assertThat(both.isNew(hold(HoldAction.HOLD), UDP)).isTrue();
    pass(Duration.ofMillis(2001));
    assertThat(both.isNew(hold(HoldAction.HOLD), TCP)).isTrue();
  }

  @Test
  void takesEveryHoldWhereThereIsOneWayOnly() {
    assertThat(one.isNew(hold(HoldAction.HOLD), UDP)).isTrue();
    assertThat(one.isNew(hold(HoldAction.HOLD), UDP)).isTrue();
  }

  @Test
  void pairsHoldsThatFollowOneAnotherQuickly() {
    HoldAction[] actions = {HoldAction.HOLD, HoldAction.RESUME, HoldAction.HOLD};

    for (HoldAction action : actions) {
      assertThat(both.isNew(hold(action), UDP)).isTrue();
    }
    for (HoldAction action : actions) {
      assertThat(both.isNew(hold(action), TCP)).isFalse();
    }
    assertThat(both.isNew(hold(HoldAction.HOLD), TCP)).isTrue();
    assertThat(both.isNew(hold(HoldAction.HOLD), UDP)).isFalse();
  }

  @Test
  void forgetsTheOldestOfTooMany() {
    for (int i = 0; i < 30_000; i++) {
      assertThat(one.isNew(state(CallState.RINGING, "dialog" + i), UDP)).isTrue();
    }

    assertThat(one.size()).isEqualTo(10_000);
    assertThat(one.isNew(state(CallState.RINGING, "dialog29999"), UDP)).isFalse();
    assertThat(one.isNew(state(CallState.RINGING, "dialog0"), UDP)).isTrue();
  }

  @Test
  void forgetsWhatIsOld() {
    for (int i = 0; i < 100; i++) {
      pass(Duration.ofSeconds(5));
      assertThat(one.isNew(state(CallState.RINGING, "dialog" + i), UDP)).isTrue();
    }

    assertThat(one.size()).isLessThan(15);
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  private static CallEvent state(CallState state, String dialog) {
    return new DialogChanged(CALL, new DialogId(dialog), state, "tag");
  }

  private static CallEvent hold(HoldAction action) {
    return new HoldProgress(CALL, Leg.CALLEE, action, HoldStage.OK);
  }

  private static CallEvent transfer(@Nullable String newCall, TransferStage stage, int code) {
    CallId next = newCall == null ? null : new CallId(newCall);
    return new TransferProgress(CALL, next, BOB, stage, new SipStatus(code, "text"));
  }
}
