package io.callapi.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** How long a command id is taken, and what is kept with it. */
class CommandRegisterTest {

  private final AtomicLong nanos = new AtomicLong();
  private final CommandRegister register = new CommandRegister(nanos::get, 3);

  record Params(String text) {}

  @Test
  void keepsAnIdForAMinuteAfterTheEndAndThenFreesIt() {
    run("c");

    pass(Duration.ofSeconds(59));
    assertThat(register.claim(request("c"))).isNotNull();
    pass(Duration.ofSeconds(2));

    assertThat(register.claim(request("c"))).isNull();
  }

  @Test
  void countsTheMinuteFromTheEnd() {
    register.claim(request("slow"));
    pass(Duration.ofMinutes(5));
    register.ended(request("slow"), new ToldNotices());

    pass(Duration.ofSeconds(59));

    assertThat(register.claim(request("slow"))).isNotNull();
  }

  @Test
  void keepsAllThatACommandHasTold() {
    ToldNotices told = new ToldNotices();
    CommandNotice stage = new CommandNotice.Progress("c", "Test", "One", null);
    CommandNotice end = new CommandNotice.Ended("c", "Test");
    told.add(stage);
    told.add(end);
    register.claim(request("c"));
    register.ended(request("c"), told);

    CommandRegister.Entry known = Objects.requireNonNull(register.claim(request("c")));

    assertThat(Objects.requireNonNull(known.told()).notices()).isEqualTo(List.of(stage, end));
    assertThat(known.told().incomplete()).isFalse();
  }

  @Test
  void saysThatItIsIncompleteAndKeepsTheEndWhereACommandHasToldTooMuch() {
    ToldNotices told = new ToldNotices();
    for (int i = 0; i <= ToldNotices.MOST; i++) {
      told.add(new CommandNotice.Progress("c", "Test", "Stage " + i, null));
    }
    told.add(new CommandNotice.Ended("c", "Test"));

    assertThat(told.all())
        .hasSize(ToldNotices.MOST + 1)
        .last()
        .isInstanceOf(CommandNotice.Ended.class);
    assertThat(told.isIncomplete()).isTrue();
  }

  @Test
  void tellsARequestFromAnotherOneOfTheSameId() {
    register.claim(request("c"));
    CommandRegister.Entry known = Objects.requireNonNull(register.claim(request("c")));

    assertThat(known.isFor(request("c"))).isTrue();
    assertThat(known.isFor(new StartCommand("c", true, "s", "Test", new Params("other"))))
        .isFalse();
    assertThat(known.isFor(new StartCommand("c", true, "s", "Other", new Params("")))).isFalse();
  }

  @Test
  void forgetsNoEndedCommandTooSoonButSaysThatItIsFull() {
    run("c1");
    run("c2");
    assertThat(register.isFull()).isFalse();
    run("c3");

    assertThat(register.isFull()).isTrue();
    assertThat(register.claim(request("c1"))).isNotNull();
    pass(Duration.ofSeconds(61));
    assertThat(register.isFull()).isFalse();
  }

  @Test
  void freesAnIdOfACommandThatWasNotStarted() {
    register.claim(request("c"));
    register.giveBack("c");

    assertThat(register.claim(request("c"))).isNull();
  }

  private static StartCommand request(String cmdId) {
    return new StartCommand(cmdId, true, "session", "Test", new Params(""));
  }

  private void run(String cmdId) {
    register.claim(request(cmdId));
    register.ended(request(cmdId), new ToldNotices());
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
    register.forgetOld();
  }
}
