package io.callapi.bench.faults;

import io.callapi.bench.client.CommandSocket;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Plays stories, so many at once, until enough commands have been given. */
final class FaultRun {

  /** For the service to end what it finds left over. */
  private static final Duration LAST_STEPS = Duration.ofSeconds(5);

  private static final int WARM_UP_ROUNDS = 10;
  private static final int AT_ONCE = 20;

  /** The number of the first story that does not count. */
  private static final int FIRST_WARM_UP = 1_000_000;

  private final Vertx vertx;
  private final FaultBox box;
  private final Results results;
  private final long seed;
  private final BooleanSupplier enough;
  private final IntFunction<Cast> casting;
  private int nextStory;

  FaultRun(Vertx vertx, FaultBox box, Results results, long seed, int commands) {
    this(vertx, box, results, seed, () -> results.given() >= commands);
  }

  /**
   * @param enough no story begins after this
   */
  FaultRun(Vertx vertx, FaultBox box, Results results, long seed, BooleanSupplier enough) {
    this(vertx, box, results, seed, enough, story -> Cast.OBLIGING);
  }

  private FaultRun(
      Vertx vertx,
      FaultBox box,
      Results results,
      long seed,
      BooleanSupplier enough,
      IntFunction<Cast> casting) {
    this.vertx = vertx;
    this.box = box;
    this.results = results;
    this.seed = seed;
    this.enough = enough;
    this.casting = casting;
  }

  /** The same where one phone of each story has a habit. */
  FaultRun withFieldPhones() {
    return new FaultRun(vertx, box, results, seed, enough, story -> Cast.ofTheField(seed, story));
  }

  /** Runs it through a network of that kind; to be called on the event loop that it uses. */
  Future<?> run(Network network, int concurrency) {
    return run(() -> box.follow(network), concurrency);
  }

  /**
   * Runs it.
   *
   * @param begin what makes it hard, once the server is warm
   */
  Future<?> run(Runnable begin, int concurrency) {
    return CommandSocket.connect(vertx, box.url())
        .compose(socket -> run(socket, begin, concurrency).eventually(socket::close));
  }

  private Future<?> run(CommandSocket socket, Runnable begin, int concurrency) {
    Examiner examiner = new Examiner(vertx, box, socket, results);
    return warmUp(new Examiner(vertx, box, socket, new Results(new Trace(""))), concurrency)
        .onSuccess(v -> begin.run())
        .compose(v -> atOnce(concurrency, i -> play(examiner)))
        .compose(v -> calm())
        .onSuccess(
            v -> {
              examiner.lookBack();
              noteLeftOver();
            });
  }

  /** A few at a time through a good network: a cold server is too slow for its deadlines. */
  private Future<?> warmUp(Examiner unheard, int concurrency) {
    int count = Math.min(AT_ONCE, concurrency);
    int rounds = box.startsOneCallAtATime() ? 1 : WARM_UP_ROUNDS;
    Future<?> done = Future.succeededFuture();
    for (int round = 0; round < rounds; round++) {
      int first = FIRST_WARM_UP + round * count;
      done =
          done.compose(
              v -> atOnce(count, i -> new Story(unheard, seed, first + i, Cast.OBLIGING).play()));
    }
    return done;
  }

  private static Future<?> atOnce(int count, IntFunction<Future<?>> work) {
    return Future.join(IntStream.range(0, count).mapToObj(work).toList());
  }

  private Future<?> play(Examiner examiner) {
    if (enough.getAsBoolean()) {
      return Future.succeededFuture();
    }
    int story = nextStory++;
    return new Story(examiner, seed, story, casting.apply(story))
        .play()
        .compose(v -> play(examiner));
  }

  private Future<Void> calm() {
    Duration atMost = box.longestDelay().plus(LAST_STEPS);
    return Waiting.until(vertx, () -> box.calls("").isEmpty(), atMost);
  }

  private void noteLeftOver() {
    box.calls("")
        .forEach(call -> results.violation(storyOf(call.toUri()), "left over at the end: " + call));
  }

  /** {@code s17} of {@code sip:bob@s17.test;osid=…}. */
  private static String storyOf(String uri) {
    return uri.substring(uri.indexOf('@') + 1).replaceFirst("\\..*", "");
  }
}
