package io.callapi.command;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.callapi.command.RegisterRequest.CommandReport;
import io.callapi.command.ToldNotices.Told;
import io.callapi.proxy.Cause;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** How long a command id is taken, and what is kept with it. */
class CommandRegisterTest {

  private static final Duration KEEP = Duration.ofMinutes(10);

  private final AtomicLong nanos = new AtomicLong();
  private final CommandRegister register = register(3, 1_000_000);

  private static final Params DATA = new Params("data");

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
    register.ended(request("slow"), told(null));

    pass(Duration.ofSeconds(59));

    assertThat(register.claim(request("slow"))).isNotNull();
  }

  @Test
  void keepsAllThatACommandHasTold() {
    Cause busy = Cause.sip(486, "Busy Here");

    run("c", told(busy, "One", "Two"));

    KnownCommand known = known("c");
    assertThat(known.hasEnded()).isTrue();
    assertThat(known.isIncomplete()).isFalse();
    assertThat(known.notices())
        .containsExactly(
            new CommandNotice.Progress("c", "Test", "One", DATA),
            new CommandNotice.Progress("c", "Test", "Two", DATA),
            new CommandNotice.Failed("c", "Test", busy),
            new CommandNotice.Ended("c", "Test"));
  }

  @Test
  void keepsByDefault100000CommandsOf64KibibytesEachAtMost() {
    assertThat(RegisterLimits.DEFAULT)
        .isEqualTo(
            new RegisterLimits(100_000, 64 * 1024 * 1024, 64 * 1024, Duration.ofMinutes(10)));
    assertThat(ToldNotices.MOST).isEqualTo(200);
  }

  @Test
  void saysThatItForgetsStagesBeforeTheirTime() {
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    Logger logger = (Logger) LoggerFactory.getLogger(EndedCommands.class);
    lines.start();
    logger.addAppender(lines);

    run("c", told(null, "x".repeat(40_000)));

    logger.detachAppender(lines);
    assertThat(lines.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .containsExactly(
            "1 ended commands whose stages are forgotten before their time so far, the last: c");
  }

  @Test
  void saysThatItIsIncompleteAndKeepsTheEndWhereACommandHasToldTooMuch() {
    String[] stages =
        IntStream.rangeClosed(0, ToldNotices.MOST).mapToObj(i -> "s" + i).toArray(String[]::new);

    run("c", told(null, stages));

    assertThat(known("c").notices())
        .hasSize(ToldNotices.MOST + 1)
        .last()
        .isInstanceOf(CommandNotice.Ended.class);
    assertThat(known("c").isIncomplete()).isTrue();
  }

  @Test
  void keepsOnlyTheEndOfTheOldestWhereAllTakeUpTooMuch() {
    CommandRegister small = register(100, 20_000);
    Cause busy = Cause.sip(486, "Busy Here");

    for (int i = 0; i < 20; i++) {
      run(small, "c" + i, told(busy, "x".repeat(2000)));
    }

    assertThat(small.bytes()).isBetween(15_000L, 20_000L);
    KnownCommand oldest = Objects.requireNonNull(small.claim(request("c0")));
    assertThat(oldest.isFor(request("c0"))).isTrue();
    assertThat(oldest.isIncomplete()).isTrue();
    assertThat(oldest.notices())
        .containsExactly(
            new CommandNotice.Failed("c0", "Test", busy), new CommandNotice.Ended("c0", "Test"));
    KnownCommand latest = Objects.requireNonNull(small.claim(request("c19")));
    assertThat(latest.isIncomplete()).isFalse();
    assertThat(latest.notices()).hasSize(3);
    assertThat(small.hasRoom()).isTrue();
  }

  @Test
  void keepsTheHashOfTheParametersOfTheOldestWhereAllTakeUpTooMuch() {
    CommandRegister small = register(100, 20_000);

    for (int i = 0; i < 20; i++) {
      StartCommand request = longRequest("c" + i);
      small.claim(request);
      small.ended(request, told(null));
    }

    assertThat(small.bytes()).isLessThan(20_000);
    assertThat(small.hasRoom()).isTrue();
    assertThat(Objects.requireNonNull(small.claim(longRequest("c0"))).isFor(longRequest("c0")))
        .isTrue();
    assertThat(Objects.requireNonNull(small.claim(request("c0"))).isFor(request("c0"))).isFalse();
  }

  private static StartCommand longRequest(String cmdId) {
    return new StartCommand(cmdId, true, "session", "Test", new Params("x".repeat(10_000)));
  }

  @Test
  void hasRoomWhereTheLimitIsMetToTheByteAndThereStillAreStagesToForget() {
    CommandRegister measure = register(100, 20_000);
    run(measure, "c", told(null, "x".repeat(2000)));

    CommandRegister full = register(100, measure.bytes());
    run(full, "c", told(null, "x".repeat(2000)));

    assertThat(full.bytes()).isEqualTo(measure.bytes());
    assertThat(full.hasRoom()).isTrue();
  }

  @Test
  void hasNoRoomWhereTheEndsAloneTakeUpTooMuch() {
    CommandRegister small = register(100, 2_000);

    for (int i = 0; i < 20; i++) {
      run(small, "c" + i, told(null));
    }

    assertThat(small.hasRoom()).isFalse();
    assertThat(small.claim(request("c0"))).isNotNull();
    nanos.addAndGet(Duration.ofSeconds(61).toNanos());
    assertThat(small.hasRoom()).isTrue();
    nanos.addAndGet(KEEP.toNanos());
    small.forgetOld();
    assertThat(small.bytes()).isZero();
  }

  @Test
  void keepsOnlyTheEndOfACommandThatTakesUpTooMuchByItself() {
    Params params = new Params("x".repeat(40_000));

    StartCommand request = new StartCommand("c", true, "s", "Test", params);
    register.claim(request);
    register.ended(request, told(null, "One"));

    assertThat(known("c").notices()).containsExactly(new CommandNotice.Ended("c", "Test"));
    assertThat(known("c").isIncomplete()).isTrue();
    assertThat(known("c").isFor(request)).isTrue();
    assertThat(known("c").isFor(request("c"))).isFalse();
    assertThat(register.bytes()).isLessThan(500);
  }

  @Test
  void keepsAnIdThatWasLetInThoughThereIsNoRoomAnyMore() {
    for (String id : List.of("c1", "c2", "c3", "own")) {
      run(id);
    }
    StartCommand ofServer = new StartCommand("made", false, "session", "Test", new Params(""));
    register.claim(ofServer);
    register.ended(ofServer, told(null));

    assertThat(register.claim(request("own"))).isNotNull();
    assertThat(register.claim(ofServer)).isNull();
  }

  @Test
  void tellsARequestFromAnotherOneOfTheSameId() {
    register.claim(request("c"));
    KnownCommand known = known("c");

    assertThat(known.isFor(request("c"))).isTrue();
    assertThat(known.isFor(new StartCommand("c", true, "s", "Test", new Params("other"))))
        .isFalse();
    assertThat(known.isFor(new StartCommand("c", true, "s", "Other", new Params("")))).isFalse();
  }

  @Test
  void forgetsNoEndedCommandTooSoonButSaysThatItIsFull() {
    run("c1");
    run("c2");
    assertThat(register.hasRoom()).isTrue();
    run("c3");

    assertThat(register.hasRoom()).isFalse();
    assertThat(register.claim(request("c1"))).isNotNull();
    pass(Duration.ofSeconds(61));
    assertThat(register.hasRoom()).isTrue();
  }

  @Test
  void canReadACommandWhoseIdIsFreeAgain() {
    run("c");
    pass(Duration.ofSeconds(61));

    assertThat(register.after(0, 10))
        .singleElement()
        .extracting(KnownCommand::cmdId)
        .isEqualTo("c");
    pass(KEEP);
    assertThat(register.after(0, 10)).isEmpty();
    assertThat(register.bytes()).isZero();
  }

  @Test
  void showsOfTwoCommandsOfOneIdTheNewer() {
    run("c");
    pass(Duration.ofSeconds(61));
    run("c");

    assertThat(register.after(0, 10)).singleElement().isEqualTo(known("c"));
    assertThat(known("c").hasEnded()).isTrue();
    pass(KEEP.plusSeconds(1));
    assertThat(register.size()).isZero();
  }

  @Test
  void forgetsWhatCanOnlyBeReadWhereThereIsNoRoomForMore() {
    run("c1");
    run("c2");
    run("c3");
    pass(Duration.ofSeconds(61));
    run("c4");

    assertThat(register.after(0, 10))
        .extracting(KnownCommand::cmdId)
        .containsExactly("c2", "c3", "c4");
  }

  @Test
  void freesAnIdOfACommandThatWasNotStarted() {
    register.claim(request("c"));
    register.giveBack("c");

    assertThat(register.claim(request("c"))).isNull();
  }

  @Test
  void readsCommandsInTheOrderInWhichTheyCameFromAnyPlaceOn() {
    CommandRegister large = register(1000, 1_000_000);
    List<String> ids = IntStream.range(0, 300).mapToObj(i -> "c" + i).toList();
    ids.forEach(id -> large.claim(request(id)));
    large.giveBack("c100");

    List<KnownCommand> some = large.after(0, 130);
    List<KnownCommand> rest = large.after(some.get(129).place(), 1000);

    assertThat(Stream.concat(some.stream(), rest.stream()).map(KnownCommand::cmdId))
        .containsExactlyElementsOf(ids.stream().filter(id -> !id.equals("c100")).toList());
  }

  @Test
  void keepsNoPlaceOfACommandThatIsForgotten() {
    for (int i = 0; i < 1000; i++) {
      run("c");
      pass(KEEP.plusSeconds(1));
    }

    assertThat(register.after(0, 10)).isEmpty();
    assertThat(register.blocks()).isZero();
  }

  @Test
  void isOfTheFirstAndTheLastSessionThatHasSentTheRequest() {
    register.claim(request("c"));
    KnownCommand known = known("c");

    known.sentBy("second");
    known.sentBy("third");

    assertThat(List.of("session", "third")).allMatch(known::isOf);
    assertThat(List.of("second", "other", "")).noneMatch(known::isOf);
  }

  @Test
  void tellsWhenACommandHasBegunAndEnded() {
    register.claim(request("c"));
    nanos.addAndGet(Duration.ofMillis(1500).toNanos());
    register.ended(request("c"), told(null));

    CommandReport report = known("c").report(true);

    assertThat(Duration.between(report.started(), report.ended()))
        .isEqualTo(Duration.ofMillis(1500));
  }

  private static StartCommand request(String cmdId) {
    return new StartCommand(cmdId, true, "session", "Test", new Params(""));
  }

  private CommandRegister register(int commands, long bytes) {
    return new CommandRegister(new RegisterLimits(commands, bytes, 30_000, KEEP), nanos::get);
  }

  private KnownCommand known(String cmdId) {
    return Objects.requireNonNull(register.claim(request(cmdId)));
  }

  private static Told told(@Nullable Cause failure, String... stages) {
    ToldNotices told = new ToldNotices();
    List.of(stages).forEach(stage -> told.add(stage, DATA));
    told.end(failure);
    return told.told();
  }

  private void run(String cmdId) {
    run(cmdId, told(null));
  }

  private void run(String cmdId, Told told) {
    run(register, cmdId, told);
  }

  private static void run(CommandRegister register, String cmdId, Told told) {
    register.claim(request(cmdId));
    register.ended(request(cmdId), told);
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
    register.forgetOld();
  }
}
