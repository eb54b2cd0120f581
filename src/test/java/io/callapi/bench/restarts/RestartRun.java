package io.callapi.bench.restarts;

import io.callapi.bench.client.CommandSocket;
import io.vertx.core.Context;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Kills the proxy again and again under load; used by the main thread. */
final class RestartRun {

  private static final Duration WARM_UP = Duration.ofSeconds(8);
  private static final int WARM_UPS = 6;

  private static final Duration SETTLING = Duration.ofSeconds(8);
  private static final int SETTLINGS = 26; // the timers of real phones last for three minutes

  /** Short enough to be noticed by the uptime only, short of silence, and longer than that. */
  private static final List<Duration> DEATHS =
      List.of(Duration.ofMillis(200), Duration.ofSeconds(2), Duration.ofSeconds(7));

  /** Until what was in flight must have ended, and what comes after recovery is seen. */
  private static final Duration LIFE = Duration.ofSeconds(11);

  /** Ended commands are remembered for a minute. */
  private static final Duration CALM = Duration.ofSeconds(80);

  private final Vertx vertx;
  private final MortalProxy proxy;
  private final PrintWriter out;
  private final Context loop;
  private final SteadyLoad load;
  private final List<String> problems = new ArrayList<>();

  RestartRun(Vertx vertx, MortalProxy proxy, String url, int rate, PrintWriter out) {
    this.vertx = vertx;
    this.proxy = proxy;
    this.out = out;
    this.loop = vertx.getOrCreateContext();
    this.load = new SteadyLoad(vertx, connect(url), proxy::parties, rate);
  }

  private CommandSocket connect(String url) {
    Promise<CommandSocket> connected = Promise.promise();
    loop.runOnContext(v -> CommandSocket.connect(vertx, url).onComplete(connected));
    return connected.future().await();
  }

  /** What was not as it should be; empty if all was well. */
  List<String> run(int times) {
    LiveObjects before = warmUp();
    out.println("before: " + before);
    out.println(Cycle.header());
    onLoop(load::start);
    for (int number = 1; number <= times; number++) {
      note(cycle(number));
    }
    finish();
    LiveObjects after = calmedDown(before);
    out.println("after:  " + after);
    if (!after.isFlatSince(before)) {
      problems.add("before there were " + before + ", afterwards " + after);
    }
    return problems;
  }

  /** A cold server is too slow for its deadlines: the load begins anew until all goes well. */
  private LiveObjects warmUp() {
    List<Ran> failed = failuresOfARound();
    for (int round = 1; round < WARM_UPS && !failed.isEmpty(); round++) {
      failed = failuresOfARound();
    }
    if (!failed.isEmpty()) {
      problems.add("before any kill " + failed.size() + " commands failed: " + failed.get(0));
    }
    return settled();
  }

  private List<Ran> failuresOfARound() {
    onLoop(load::start);
    pause(WARM_UP);
    finish();
    return take().stream().filter(command -> !command.succeeded()).toList();
  }

  /** Until nothing goes any more: timers and ears of commands that have ended. */
  private LiveObjects settled() {
    LiveObjects last = LiveObjects.count();
    pause(SETTLING);
    LiveObjects now = LiveObjects.count();
    for (int i = 0; i < SETTLINGS && !now.isIdleSince(last); i++) {
      pause(SETTLING);
      last = now;
      now = LiveObjects.count();
    }
    return now;
  }

  private Cycle cycle(int number) {
    pause(LIFE);
    List<Ran> quiet = take();
    long killedAt = System.nanoTime();
    proxy.kill();
    onLoop(load::forgetCalls);
    pause(DEATHS.get(number % DEATHS.size()));
    proxy.start();
    long answeringAt = System.nanoTime();
    pause(LIFE);
    List<Ran> ran = new ArrayList<>(quiet);
    ran.addAll(take());
    return new Cycle(number, killedAt, answeringAt, ran);
  }

  private void note(Cycle cycle) {
    out.println(cycle);
    out.flush();
    cycle.problems().forEach(problem -> problems.add(problem));
  }

  private void finish() {
    onLoop(load::stop);
    if (!until(() -> get(load::running) == 0, CALM)) {
      problems.add(get(load::running) + " commands never ended");
    }
    if (!until(() -> proxy.calls() == 0, CALM)) {
      problems.add(proxy.calls() + " calls were left over");
    }
    proxy.forgetPast();
  }

  private LiveObjects calmedDown(LiveObjects before) {
    LiveObjects now = LiveObjects.count();
    for (int i = 0; i < SETTLINGS && !now.isFlatSince(before); i++) {
      pause(SETTLING);
      now = LiveObjects.count();
    }
    return now;
  }

  private boolean until(BooleanSupplier condition, Duration atMost) {
    long end = System.nanoTime() + atMost.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - end > 0) {
        return false;
      }
      pause(Duration.ofMillis(500));
    }
    return true;
  }

  private void pause(Duration time) {
    vertx.timer(time.toMillis(), TimeUnit.MILLISECONDS).await();
  }

  private List<Ran> take() {
    return get(load::takeRan);
  }

  private void onLoop(Runnable action) {
    get(
        () -> {
          action.run();
          return true;
        });
  }

  private <T> T get(Supplier<T> action) {
    Promise<T> done = Promise.promise();
    loop.runOnContext(v -> done.complete(action.get()));
    return done.future().await();
  }
}
