package io.callapi.bench.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;

class HabitsTest {

  @Test
  void lookForSuccessWhereThePhonesTryAgainByThemselves() {
    assertThat(Habits.start("alice", "challenge")).isEqualTo(Expected.SUCCESS);
    assertThat(Habits.blindTransfer("bob", "redirect")).isEqualTo(Expected.SUCCESS);
    assertThat(Habits.hold("alice", "glare")).isEqualTo(Expected.SUCCESS);
  }

  @Test
  void lookForTheAnswerOfAPhoneThatTheServerCallsItself() {
    assertThat(Habits.start("challenge", "bob")).isEqualTo(Expected.failure(407));
    assertThat(Habits.start("redirect", "bob")).isEqualTo(Expected.failure(302));
  }

  @Test
  void lookForTheFirstFailureOnTheWay() {
    assertThat(Habits.start("norefer", "busy")).isEqualTo(Expected.failure(603));
    assertThat(Habits.start("pcma", "bob")).isEqualTo(Expected.SUCCESS);
    assertThat(Habits.start("alice", "pcma")).isEqualTo(Expected.failure(488));
  }

  @Test
  void takeEitherEndWhereItDependsOnLuckUnlessTheDestinationRefuses() {
    assertThat(Habits.blindTransfer("hangupfirst", "carol")).isEqualTo(Expected.EITHER);
    assertThat(Habits.blindTransfer("hangupfirst", "busy").outcome())
        .isEqualTo(Expected.Outcome.FAILURE);
  }

  @Test
  void lookForAFailureOfAnAttendedTransferThatEitherPhoneMakesAPlainCall() {
    assertThat(Habits.attendedTransfer("noreplaces", "carol")).isEqualTo(Expected.FAILURE);
    assertThat(Habits.attendedTransfer("bob", "noreplaces")).isEqualTo(Expected.FAILURE);
    assertThat(Habits.blindTransfer("noreplaces", "carol")).isEqualTo(Expected.SUCCESS);
  }

  @Test
  void areMetByAnyFailureWhereNoStatusIsNamed() {
    JsonObject none = new JsonObject();

    assertThat(Expected.FAILURE.isMetBy(Logs.refused("CallStart", none, "sip", 486))).isTrue();
    assertThat(Expected.FAILURE.isMetBy(Logs.of("CallStart", none, "Ended"))).isFalse();
    assertThat(Expected.EITHER.isMetBy(Logs.of("CallStart", none, "Ended"))).isTrue();
    assertThat(Expected.EITHER.isMetBy(Logs.of("CallStart", none, "CallerAnswered"))).isFalse();
  }
}
