package io.callapi.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.callapi.bus.TypedBus;
import io.callapi.proxy.FakeProxy;
import io.callapi.proxy.ProxyPool.Member;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import io.vertx.junit5.VertxTestContext;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class CommandScopeTest {

  private static final CommandSettings SETTINGS =
      new CommandSettings(Deadlines.defaults(), OnDisconnect.FINISH, 1, Duration.ofSeconds(1));

  record NoParams() {}

  @Test
  void runsNothingLaterOnceTheCommandHasEnded(Vertx vertx, VertxTestContext test) {
    TypedBus.install(vertx);
    AtomicReference<CommandScope> kept = new AtomicReference<>();
    AtomicInteger runs = new AtomicInteger();
    CommandType<NoParams> type =
        new CommandType<>(
            "Nothing",
            parameters -> new NoParams(),
            NoParams.class,
            params -> new Subject.NewCall(null),
            (params, scope) -> {
              kept.set(scope);
              scope.after(Duration.ofMillis(1), runs::incrementAndGet);
              return () -> Future.succeededFuture();
            });
    CommandActor actor =
        new CommandActor(
            vertx, SETTINGS, new StartCommand("cmd-1", "session", "Nothing", new NoParams()));

    vertx.runOnContext(
        go ->
            actor
                .start(
                    type,
                    Future.succeededFuture(
                        new Member("p", 1, null, Duration.ofMinutes(2), new FakeProxy())))
                .onSuccess(outcome -> kept.get().after(Duration.ofMillis(1), runs::incrementAndGet))
                .compose(outcome -> vertx.timer(50))
                .onComplete(
                    test.succeeding(
                        waited ->
                            test.verify(
                                () -> {
                                  assertThat(runs).hasValue(0);
                                  test.completeNow();
                                }))));
  }
}
