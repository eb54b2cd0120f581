package io.callapi.calls;

import static io.callapi.calls.DialogExamples.ALICE;
import static io.callapi.calls.DialogExamples.BOB;
import static io.callapi.calls.DialogExamples.NEW;
import static io.callapi.calls.DialogExamples.OLD;
import static io.callapi.calls.DialogExamples.dialog;
import static io.callapi.calls.DialogExamples.event;
import static io.callapi.calls.DialogExamples.idOf;
import static io.callapi.calls.DialogExamples.marked;
import static io.callapi.calls.DialogExamples.talk;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.callapi.calls.CallTableSettings.Bounds;
import io.callapi.proxy.CallState;
import io.callapi.proxy.DialogId;
import io.callapi.sip.CallId;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class CallTableTest {

  private final FakeTime time = new FakeTime();
  private final CallTable table = table(CallTableSettings.DEFAULT);

  private CallTable table(CallTableSettings settings) {
    return new CallTable(time, settings, new Overflow("east", time));
  }

  private static CallTableSettings bounded(int dialogs, int ended) {
    CallTableSettings all = CallTableSettings.DEFAULT;
    return new CallTableSettings(all.times(), all.pace(), new Bounds(dialogs, ended, 10, 10));
  }

  @Test
  void goesThroughTheStatesOfADialog() {
    table.heard(event(OLD, CallState.RINGING));
    time.pass(Duration.ofSeconds(2));
    table.heard(event(OLD, CallState.CONFIRMED));

    KnownDialog known = table.of(OLD).get(0);
    assertThat(known.state()).isEqualTo(CallState.CONFIRMED);
    assertThat(known.times().created()).isEqualTo("2026-01-01T00:00:00Z");
    assertThat(known.times().answered()).isEqualTo("2026-01-01T00:00:02Z");
    assertThat(known.times().ended()).isNull();
  }

  @Test
  void neverTakesAStateBack() {
    table.heard(event(OLD, CallState.ENDED));
    long changed = table.of(OLD).get(0).changed();

    assertThat(Objects.requireNonNull(table.heard(event(OLD, CallState.CONFIRMED))).moved())
        .isFalse();
    table.listed(talk(OLD, ALICE, BOB));

    assertThat(table.of(OLD).get(0).state()).isEqualTo(CallState.ENDED);
    assertThat(table.of(OLD).get(0).changed()).isEqualTo(changed);
  }

  @Test
  void numbersEveryChangeAboveTheLast() {
    table.heard(event(OLD, CallState.RINGING));
    long first = table.of(OLD).get(0).changed();
    table.heard(event(NEW, CallState.RINGING));
    table.heard(event(OLD, CallState.ANSWERED));

    assertThat(table.of(NEW).get(0).firstSeen()).isGreaterThan(first);
    assertThat(table.of(OLD).get(0).changed()).isGreaterThan(table.of(NEW).get(0).changed());
    assertThat(table.newerThan(first)).containsExactlyElementsOf(table.of(NEW));
  }

  @Test
  void keepsSeveralDialogsOfOneCallIdApart() {
    table.heard(event(OLD, CallState.ENDED));
    table.listed(dialog(OLD, new DialogId("twin"), ALICE, BOB));

    assertThat(table.of(OLD)).hasSize(2);
    assertThat(table.up(OLD)).extracting(KnownDialog::id).containsExactly(new DialogId("twin"));
    assertThat(table.hasAnotherUp(table.of(OLD).get(0))).isTrue();
    assertThat(table.hasAnotherUp(table.of(OLD).get(1))).isFalse();
  }

  @Test
  void keepsTheLegsThatWereListedInTheLaterState() {
    table.listed(talk(OLD, ALICE, BOB));
    table.listed(talk(OLD, BOB, ALICE).in(CallState.RINGING));

    assertThat(table.of(OLD).get(0).listed()).isEqualTo(talk(OLD, ALICE, BOB));
  }

  @Test
  void doesNotTakeLegsFromBeforeTheAnswerForThoseOfNow() {
    table.listed(talk(OLD, ALICE, BOB).in(CallState.RINGING));
    assertThat(table.of(OLD).get(0).hasLegs()).isTrue();

    table.heard(event(OLD, CallState.ANSWERED));
    assertThat(table.of(OLD).get(0).hasLegs()).isFalse();

    table.listed(talk(OLD, ALICE, BOB).in(CallState.ANSWERED));
    table.heard(event(OLD, CallState.CONFIRMED));
    assertThat(table.of(OLD).get(0).hasLegs()).isTrue();
  }

  @Test
  void forgetsAnEndedDialogAfterAMinute() {
    table.heard(event(OLD, CallState.ENDED));

    time.pass(Duration.ofMillis(59_999));
    table.forgetOld();
    assertThat(table.of(OLD)).hasSize(1);

    time.pass(Duration.ofMillis(1));
    table.forgetOld();
    assertThat(table.of(OLD)).isEmpty();
    assertThat(table.all()).isEmpty();
  }

  @Test
  void forgetsTheOldestEndedDialogsWhenThereAreTooMany() {
    CallTable small = table(bounded(100, 2));
    for (int i = 0; i < 5; i++) {
      small.heard(event(new CallId("call" + i), CallState.ENDED));
    }
    small.forgetOld();

    assertThat(small.all())
        .extracting(KnownDialog::callId)
        .containsExactly(new CallId("call3"), new CallId("call4"));
  }

  @Test
  void makesRoomByWhatHasEndedAndLeavesOutWhatHasNoRoom() {
    CallTable small = table(bounded(2, 2));
    small.heard(event(new CallId("a"), CallState.ENDED));
    small.heard(event(new CallId("b"), CallState.RINGING));

    assertThat(small.heard(event(new CallId("c"), CallState.RINGING))).isNotNull();
    assertThat(small.heard(event(new CallId("d"), CallState.RINGING))).isNull();
    assertThat(small.all())
        .extracting(KnownDialog::callId)
        .containsExactly(new CallId("b"), new CallId("c"));
  }

  @Test
  void saysThatItIsFull() {
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    Logger logger = (Logger) LoggerFactory.getLogger(CallTable.class);
    lines.start();
    logger.addAppender(lines);
    CallTable small = table(bounded(2, 2));

    for (String call : List.of("a", "b", "c")) {
      small.heard(event(new CallId(call), CallState.RINGING));
    }

    logger.detachAppender(lines);
    assertThat(lines.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .containsExactly(
            "proxy east: the table of calls is full at 2 dialogs; 1 left out so far, the last: c");
  }

  @Test
  void isBoundedByDefault() {
    assertThat(Bounds.DEFAULT).isEqualTo(new Bounds(200_000, 20_000, 10_000, 50_000));
    assertThat(CallTableSettings.DEFAULT.times().ended()).isEqualTo(Duration.ofMinutes(1));
    assertThat(CallTableSettings.DEFAULT.times().afterwards()).isEqualTo(Duration.ofSeconds(32));
  }

  @Test
  void keepsNoMoreThan64DialogsOfOneCallId() {
    for (int i = 0; i < 100; i++) {
      table.listed(dialog(OLD, new DialogId("d" + i), ALICE, BOB));
    }

    assertThat(table.of(OLD)).hasSize(64);
    assertThat(table.all()).hasSize(64);
  }

  @Test
  void findsTheCallOfACallStartByItsMarkUntilItIsForgotten() {
    table.heard(event(NEW, CallState.CONFIRMED));
    assertThat(table.marked("m1")).isEmpty();

    table.listed(marked("m1", talk(NEW, ALICE, BOB)));
    table.listed(marked("m1", talk(NEW, ALICE, BOB)));
    assertThat(table.marked("m1")).extracting(KnownDialog::id).containsExactly(idOf(NEW));

    table.forget(table.of(NEW).get(0));
    assertThat(table.marked("m1")).isEmpty();
  }
}
