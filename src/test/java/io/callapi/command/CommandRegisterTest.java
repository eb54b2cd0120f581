package io.callapi.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How long a command id is taken. */
class CommandRegisterTest {

  private final Vertx vertx = Vertx.vertx();
  private final AtomicLong nanos = new AtomicLong();
  private final CommandRegister register = new CommandRegister(nanos::get);

  record NoParams() {}

  @AfterEach
  void close() {
    vertx.close().await();
  }

  @Test
  void keepsAnIdForAMinuteAfterTheEndAndThenFreesIt() {
    run("c");

    pass(Duration.ofSeconds(59));
    assertThat(register.find("c")).isNotNull();
    pass(Duration.ofSeconds(2));

    assertThat(register.find("c")).isNull();
  }

  @Test
  void countsTheMinuteFromTheEnd() {
    start("slow");
    pass(Duration.ofMinutes(5));
    assertThat(register.find("slow")).isNotNull();
    end("slow");

    pass(Duration.ofSeconds(59));

    assertThat(register.find("slow")).isNotNull();
    assertThat(register.running()).isEmpty();
  }

  @Test
  void forgetsTheOldestOfVeryManyBeforeTheMinuteIsOver() {
    for (int i = 0; i <= 100_000; i++) {
      run("c" + i);
    }

    assertThat(register.find("c0")).isNull();
    assertThat(register.find("c1")).isNotNull();
  }

  private void run(String cmdId) {
    start(cmdId);
    end(cmdId);
  }

  private void start(String cmdId) {
    StartCommand request = new StartCommand(cmdId, "session", "Test", new NoParams());
    CommandSettings settings =
        new CommandSettings(Deadlines.defaults(), OnDisconnect.FINISH, 1, Duration.ZERO);
    register.add(request, new CommandActor(vertx, settings, request));
  }

  private void end(String cmdId) {
    register.ended(new Outcome(cmdId, "Test", null));
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
    register.forgetOld();
  }
}
