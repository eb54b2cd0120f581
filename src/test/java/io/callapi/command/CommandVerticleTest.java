package io.callapi.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.callapi.bus.Address;
import io.callapi.bus.BusFailure;
import io.callapi.bus.TypedBus;
import io.callapi.command.CommandNotice.Ended;
import io.callapi.command.CommandNotice.Failed;
import io.callapi.command.CommandNotice.Progress;
import io.callapi.command.StartCommand.Reason;
import io.callapi.command.StartCommand.Refused;
import io.callapi.command.StartCommand.Reply;
import io.callapi.command.StartCommand.Started;
import io.callapi.proxy.CallEvent;
import io.callapi.proxy.CallEvent.CallStateChange;
import io.callapi.proxy.CallFailure;
import io.callapi.proxy.CallState;
import io.callapi.proxy.Cause;
import io.callapi.proxy.FakeProxy;
import io.callapi.proxy.ProxyLoad;
import io.callapi.proxy.ProxyPool;
import io.callapi.sip.CallId;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The command logic over a real event bus, with a command that does what the test says. */
class CommandVerticleTest {

  private static final Duration LONG = Duration.ofMinutes(1);
  private static final CallId CALL = new CallId("some-call");
  private static final Cause CANCELLED = Cause.client("The client has had enough");

  private final Vertx vertx = Vertx.vertx();
  private final TypedBus bus = new TypedBus(vertx);
  private final BlockingQueue<CommandNotice> told = new LinkedBlockingQueue<>();
  private final AtomicInteger runs = new AtomicInteger();
  private volatile Function<CommandScope, Future<Void>> body = scope -> Future.succeededFuture();
  private String deployment = "";

  record Params(String text) {}

  private Future<Void> run(CommandScope scope) {
    runs.incrementAndGet();
    return body.apply(scope);
  }

  @BeforeEach
  void install() {
    TypedBus.install(vertx);
    bus.listen(CommandNotice.ADDRESS.of("session"), told::add);
  }

  @AfterEach
  void close() {
    get(vertx.close());
  }

  private static <T> T get(Future<T> future) {
    try {
      return future.await(10, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError("not done in 10 s", e);
    }
  }

  private void deploy() {
    deploy(Deadlines.defaults(), OnDisconnect.FINISH, Duration.ofMillis(20));
  }

  private void deploy(Deadlines deadlines, OnDisconnect onDisconnect, Duration stopGrace) {
    CommandType<Params> type =
        new CommandType<>(
            "Test",
            p -> new Params(""),
            Params.class,
            p -> new Subject.Nothing(),
            (p, scope) -> () -> run(scope));
    CommandSettings settings = new CommandSettings(deadlines, onDisconnect, 1, stopGrace);
    deployment =
        get(
            vertx.deployVerticle(
                new CommandVerticle(0, List.of(type), CommandVerticleTest::pool, settings)));
  }

  private static ProxyPool pool(TypedBus bus) {
    ProxyPool.Member member = new ProxyPool.Member("p", 1, null, LONG, new FakeProxy());
    return new ProxyPool(bus, List.of(member), new ProxyLoad(List.of("p")));
  }

  private Future<Reply> request(String cmdId, String session, String params) {
    StartCommand command = new StartCommand(cmdId, session, "Test", new Params(params));
    return bus.request(StartCommand.shardOf(cmdId, 1), command, Duration.ofSeconds(5));
  }

  private Reply start(String cmdId) {
    return get(request(cmdId, "session", ""));
  }

  private CommandNotice next() {
    try {
      CommandNotice notice = told.poll(10, TimeUnit.SECONDS);
      if (notice == null) {
        throw new AssertionError("told nothing in 10 s");
      }
      return notice;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private CommandStatus signal(String cmdId, CommandSignal signal) {
    return get(bus.request(CommandSignal.ADDRESS.of(cmdId), signal, Duration.ofSeconds(5)));
  }

  private boolean isRunning(String cmdId) {
    return isServed(CommandSignal.ADDRESS.of(cmdId), new CommandSignal.StatusQuery());
  }

  private boolean isFollowed(CallId call) {
    return isServed(
        CallEvent.ADDRESS.of(call), new CallStateChange(new CallId("probe"), CallState.STARTED));
  }

  private <M> boolean isServed(Address<M, ?> address, M probe) {
    return get(
        vertx
            .eventBus()
            .request(
                address.name(),
                probe,
                new DeliveryOptions().setCodecName("callapi.record").setSendTimeout(100))
            .map(true)
            .otherwise(e -> ((ReplyException) e).failureType() != ReplyFailure.NO_HANDLERS));
  }

  private static Ended ended(String cmdId) {
    return new Ended(cmdId, "Test");
  }

  private static Failed failed(String cmdId, Cause cause) {
    return new Failed(cmdId, "Test", cause);
  }

  @Test
  void tellsStagesAndThenTheEndOnce() {
    body =
        scope -> {
          scope.report("One");
          scope.report("Two", new Params("data"));
          return Future.succeededFuture();
        };
    deploy();

    assertThat(start("c")).isEqualTo(new Started("c", true));

    assertThat(next()).isEqualTo(new Progress("c", "Test", "One", null));
    assertThat(next()).isEqualTo(new Progress("c", "Test", "Two", new Params("data")));
    assertThat(next()).isEqualTo(ended("c"));
    start("fence");
    next();
    next();
    assertThat(next()).isEqualTo(ended("fence"));
  }

  @Test
  void startsBeforeItTellsTheFirstStage() {
    body =
        scope -> {
          scope.report("One");
          return Future.succeededFuture();
        };
    deploy();
    List<String> log = new CopyOnWriteArrayList<>();

    for (int i = 0; i < 300; i++) {
      String cmdId = "c" + i;
      Promise<Void> over = Promise.promise();
      log.clear();
      vertx
          .getOrCreateContext()
          .runOnContext(
              v -> {
                bus.listen(
                    CommandNotice.ADDRESS.of(cmdId),
                    notice -> {
                      log.add(notice.getClass().getSimpleName());
                      if (notice instanceof Ended) {
                        over.complete();
                      }
                    });
                request(cmdId, cmdId, "").onSuccess(reply -> log.add("Started"));
              });
      get(over.future());

      assertThat(log).containsExactly("Started", "Progress", "Ended");
    }
  }

  @Test
  void tellsOfAFailureRightBeforeTheEnd() {
    body =
        scope -> {
          scope.report("One");
          return Future.failedFuture(new CallFailure(Cause.sip(486, "Busy Here")));
        };
    deploy();

    start("c");

    assertThat(next()).isInstanceOf(Progress.class);
    assertThat(next()).isEqualTo(failed("c", Cause.sip(486, "Busy Here")));
    assertThat(next()).isEqualTo(ended("c"));
  }

  @Test
  void endsThroughADefectToo() {
    body =
        scope -> {
          throw new IllegalStateException("a defect");
        };
    deploy();

    start("thrown");
    assertThat(next()).isEqualTo(failed("thrown", Cause.internal("Internal error")));
    assertThat(next()).isEqualTo(ended("thrown"));
    body = scope -> Future.failedFuture(new IllegalStateException("a defect"));
    start("failed");

    assertThat(next()).isEqualTo(failed("failed", Cause.internal("Internal error")));
    assertThat(next()).isEqualTo(ended("failed"));
  }

  @Test
  void failsAStepThatTakesTooLong() {
    body = scope -> scope.within(Duration.ofMillis(20), "sign", Promise.<Void>promise().future());
    deploy();

    start("c");

    assertThat(next()).isEqualTo(failed("c", Cause.timeout("No sign in time")));
    assertThat(next()).isEqualTo(ended("c"));
  }

  @Test
  void passesTheOutcomeOfAStepOn() {
    CallFailure busy = new CallFailure(Cause.sip(486, "Busy Here"));
    body =
        scope ->
            scope
                .within(LONG, "sign", Future.succeededFuture())
                .compose(v -> scope.within(LONG, "sign", Future.failedFuture(busy)));
    deploy();

    start("c");

    assertThat(next()).isEqualTo(failed("c", Cause.sip(486, "Busy Here")));
  }

  @Test
  void endsACommandThatForgetsItsDeadlines() {
    Duration tiny = Duration.ofMillis(5);
    body = scope -> Promise.<Void>promise().future();
    deploy(new Deadlines(tiny, tiny, tiny, tiny, tiny), OnDisconnect.FINISH, tiny);

    start("c");

    assertThat(next()).isEqualTo(failed("c", Cause.timeout("The command took too long")));
    assertThat(next()).isEqualTo(ended("c"));
  }

  @Test
  void tellsNothingAfterTheEnd() {
    Duration tiny = Duration.ofMillis(5);
    Promise<Void> late = Promise.promise();
    body =
        scope -> {
          vertx.setTimer(
              200,
              id -> {
                scope.report("Late");
                late.complete();
              });
          return Promise.<Void>promise().future();
        };
    deploy(new Deadlines(tiny, tiny, tiny, tiny, tiny), OnDisconnect.FINISH, tiny);

    start("c");
    next();
    assertThat(next()).isEqualTo(ended("c"));
    get(late.future());
    body = scope -> Future.succeededFuture();
    start("fence");

    assertThat(next()).isEqualTo(ended("fence"));
  }

  @Test
  void hearsAfterItsEndWhatItWantsToHear() {
    CallId call = new CallId("call");
    Promise<CallEvent> late = Promise.promise();
    body =
        scope -> {
          scope.listenAfterwards(call, late::tryComplete);
          return Future.succeededFuture();
        };
    deploy();
    start("c");
    assertThat(next()).isEqualTo(ended("c"));

    CallEvent news = new CallStateChange(call, CallState.RINGING);
    new TypedBus(vertx).publish(CallEvent.ADDRESS.of(call), news);

    assertThat(get(late.future())).isEqualTo(news);
  }

  @Test
  void cancelsTheStepThatItWaitsForAndTakesBackWhatItHasBegun() {
    Promise<Void> undone = Promise.promise();
    body =
        scope ->
            scope
                .within(LONG, "sign", Promise.<Void>promise().future())
                .eventually(
                    () -> {
                      scope.report("Undoing");
                      return scope.takeBack("undo", undone.future());
                    });
    deploy();
    start("c");
    await().until(() -> runs.get() == 1);

    signal("c", new CommandSignal.Cancel("The client has had enough"));
    assertThat(next()).isEqualTo(new Progress("c", "Test", "Undoing", null));
    signal("c", new CommandSignal.Cancel("Once more"));
    assertThat(told).isEmpty();
    vertx.runOnContext(v -> undone.complete());

    assertThat(next()).isEqualTo(failed("c", CANCELLED));
    assertThat(next()).isEqualTo(ended("c"));
  }

  @Test
  void cancelsTheNextStepIfItWaitsForNoneJustThen() {
    Promise<Void> asked = Promise.promise();
    body =
        scope ->
            asked
                .future()
                .compose(v -> scope.within(LONG, "sign", Promise.<Void>promise().future()));
    deploy();
    start("c");
    await().until(() -> runs.get() == 1);

    signal("c", new CommandSignal.Cancel("The client has had enough"));
    asked.complete();

    assertThat(next()).isEqualTo(failed("c", CANCELLED));
    assertThat(next()).isEqualTo(ended("c"));
  }

  @Test
  void takesBackInPeaceEvenIfTheCancelComesInBetween() {
    Promise<Void> asked = Promise.promise();
    Promise<Void> undone = Promise.promise();
    body =
        scope ->
            asked
                .future()
                .eventually(
                    () ->
                        scope
                            .takeBack("undo", undone.future())
                            .onSuccess(
                                done ->
                                    scope.report(
                                        undone.future().isComplete() ? "Undone" : "Given up")));
    deploy();
    start("c");
    await().until(() -> runs.get() == 1);

    signal("c", new CommandSignal.Cancel("The client has had enough"));
    asked.complete();
    vertx.setTimer(20, id -> undone.complete());

    assertThat(next()).isEqualTo(new Progress("c", "Test", "Undone", null));
    assertThat(next()).isEqualTo(ended("c"));
  }

  @Test
  void doesNotWaitForeverForWhatItTakesBack() {
    Duration tiny = Duration.ofMillis(20);
    body = scope -> scope.takeBack("undo", Promise.<Void>promise().future());
    deploy(new Deadlines(LONG, LONG, LONG, tiny, LONG), OnDisconnect.FINISH, tiny);

    start("c");

    assertThat(next()).isEqualTo(ended("c"));
  }

  @Test
  void saysHowItIsGoing() {
    body =
        scope -> {
          scope.report("One");
          return scope.within(LONG, "sign", Promise.<Void>promise().future());
        };
    deploy();
    start("c");
    next();

    CommandStatus status = signal("c", new CommandSignal.StatusQuery());

    assertThat(status).isEqualTo(new CommandStatus("c", "Test", "One", status.runningMs()));
    assertThat(status.runningMs()).isBetween(0L, 10_000L);
  }

  @Test
  void canBeAskedAsSoonAsItHasStarted() {
    body = scope -> scope.within(LONG, "sign", Promise.<Void>promise().future());
    deploy();

    for (int i = 0; i < 300; i++) {
      start("c" + i);

      assertThat(signal("c" + i, new CommandSignal.StatusQuery()).lastEvent()).isEqualTo("Started");
    }
  }

  @Test
  void goesOnWithoutItsClientIfConfiguredSo() {
    Promise<Void> step = Promise.promise();
    body = scope -> scope.within(LONG, "sign", step.future());
    deploy(Deadlines.defaults(), OnDisconnect.FINISH, LONG);
    start("c");

    signal("c", new CommandSignal.ClientGone("session"));
    assertThat(get(request("c", "other", ""))).isEqualTo(new Started("c", true));
    BlockingQueue<CommandNotice> toldOther = new LinkedBlockingQueue<>();
    bus.listen(CommandNotice.ADDRESS.of("other"), toldOther::add);
    vertx.runOnContext(v -> step.complete());

    await().untilAsserted(() -> assertThat(toldOther).containsExactly(ended("c")));
    assertThat(told).isEmpty();
    assertThat(runs).hasValue(1);
  }

  @Test
  void isCancelledWithoutItsClientIfConfiguredSo() {
    body = scope -> scope.within(LONG, "sign", Promise.<Void>promise().future());
    deploy(Deadlines.defaults(), OnDisconnect.CANCEL, LONG);
    start("c");
    BlockingQueue<CommandNotice> toldOther = new LinkedBlockingQueue<>();
    bus.listen(CommandNotice.ADDRESS.of("other"), toldOther::add);
    get(request("c", "other", ""));

    signal("c", new CommandSignal.ClientGone("stranger"));
    signal("c", new CommandSignal.ClientGone("session"));
    assertThat(signal("c", new CommandSignal.StatusQuery()).lastEvent()).isEqualTo("Started");
    signal("c", new CommandSignal.ClientGone("other"));

    await().until(() -> !isRunning("c"));
    assertThat(told).isEmpty();
    assertThat(toldOther).isEmpty();
  }

  @Test
  void runsTheSameRequestOnce() {
    Promise<Void> step = Promise.promise();
    body = scope -> scope.within(LONG, "sign", step.future());
    deploy();

    assertThat(start("c")).isEqualTo(new Started("c", true));
    assertThat(start("c")).isEqualTo(new Started("c", true));
    vertx.runOnContext(v -> step.complete());
    assertThat(next()).isEqualTo(ended("c"));
    assertThat(start("c")).isEqualTo(new Started("c", false));

    assertThat(runs).hasValue(1);
    start("fence");
    assertThat(next()).isEqualTo(ended("fence"));
  }

  @Test
  void refusesAnIdThatAnotherRequestHas() {
    deploy();
    start("c");
    next();

    Reply reply = get(request("c", "session", "other parameters"));

    assertThat(reply)
        .isInstanceOfSatisfying(
            Refused.class, refused -> assertThat(refused.reason()).isEqualTo(Reason.ID_IN_USE));
    assertThat(runs).hasValue(1);
  }

  @Test
  void tellsAnotherConnectionOfTheOutcomeOnceMore() {
    body = scope -> Future.failedFuture(new CallFailure(Cause.sip(486, "Busy Here")));
    deploy();
    start("c");
    next();
    next();
    BlockingQueue<CommandNotice> toldOther = new LinkedBlockingQueue<>();
    bus.listen(CommandNotice.ADDRESS.of("other"), toldOther::add);

    assertThat(get(request("c", "other", ""))).isEqualTo(new Started("c", true));
    assertThat(get(request("c", "other", ""))).isEqualTo(new Started("c", false));

    await()
        .untilAsserted(
            () ->
                assertThat(toldOther)
                    .containsExactly(failed("c", Cause.sip(486, "Busy Here")), ended("c")));
    assertThat(told).isEmpty();
  }

  @Test
  void hearsEventsOfItsCallUntilItsEndAndLeavesNothingBehind() {
    Promise<Void> step = Promise.promise();
    body =
        scope -> {
          scope.listen(
              CALL,
              event -> {
                if (event.callId().equals(CALL)) {
                  scope.report("Heard", event);
                }
              });
          scope.after(LONG, () -> scope.report("Never"));
          return scope.within(LONG, "sign", step.future());
        };
    deploy();
    start("c");
    await().until(() -> isFollowed(CALL));
    CallStateChange event = new CallStateChange(CALL, CallState.ENDED);

    bus.publish(CallEvent.ADDRESS.of(CALL), event);
    assertThat(next()).isEqualTo(new Progress("c", "Test", "Heard", event));
    vertx.runOnContext(v -> step.complete());
    assertThat(next()).isEqualTo(ended("c"));

    await().until(() -> !isFollowed(CALL));
    await().until(() -> !isRunning("c"));
    bus.publish(CallEvent.ADDRESS.of(CALL), event);
    assertThat(told).isEmpty();
  }

  @Test
  void opensNothingAfterItsEndAndClosesWhatIsOpen() {
    AtomicInteger fired = new AtomicInteger();
    Promise<CommandScope> left = Promise.promise();
    body =
        scope -> {
          scope.after(Duration.ofMillis(50), fired::incrementAndGet);
          // In the event loop of the command, after its end.
          vertx.getOrCreateContext().runOnContext(v -> left.complete(scope));
          return Future.succeededFuture();
        };
    deploy();
    Future<Void> opened =
        left.future()
            .map(
                scope -> {
                  scope.listen(CALL, event -> fired.incrementAndGet());
                  scope.after(Duration.ofMillis(1), fired::incrementAndGet);
                  return null;
                });
    start("c");
    assertThat(next()).isEqualTo(ended("c"));
    get(opened);

    assertThat(isFollowed(CALL)).isFalse();
    Promise<Void> later = Promise.promise();
    vertx.setTimer(100, id -> later.complete());
    get(later.future());
    assertThat(fired).hasValue(0);
  }

  @Test
  void waitsForRunningCommandsWhenItStops() {
    Promise<Void> step = Promise.promise();
    body = scope -> scope.within(LONG, "sign", step.future());
    deploy(Deadlines.defaults(), OnDisconnect.FINISH, LONG);
    start("c");
    await().until(() -> runs.get() == 1);
    body = scope -> Future.succeededFuture();
    AtomicInteger tries = new AtomicInteger();

    Future<Void> stopped = vertx.undeploy(deployment);
    await()
        .until(
            () ->
                get(request("new-" + tries.incrementAndGet(), "nobody", ""))
                        instanceof Refused refused
                    && refused.reason() == Reason.STOPPING);
    assertThat(stopped.isComplete()).isFalse();
    vertx.runOnContext(v -> step.complete());
    get(stopped);

    assertThat(next()).isEqualTo(ended("c"));
  }

  @Test
  void interruptsRunningCommandsIfTheyTakeTooLongToStop() {
    body =
        scope ->
            scope
                .within(LONG, "sign", Promise.<Void>promise().future())
                .eventually(
                    () -> {
                      scope.report("Undoing");
                      return Future.succeededFuture();
                    });
    deploy(Deadlines.defaults(), OnDisconnect.FINISH, Duration.ofMillis(50));
    start("c");

    get(vertx.undeploy(deployment));

    assertThat(next()).isEqualTo(new Progress("c", "Test", "Undoing", null));
    assertThat(next()).isEqualTo(failed("c", Cause.client("The server is stopping")));
    assertThat(next()).isEqualTo(ended("c"));
  }

  @Test
  void tellsTheEndEvenOfACommandThatDoesNotStop() {
    body = scope -> Promise.<Void>promise().future();
    Duration brief = Duration.ofMillis(50);
    deploy(new Deadlines(LONG, LONG, LONG, brief, LONG), OnDisconnect.FINISH, brief);
    start("c");

    get(vertx.undeploy(deployment));

    assertThat(next()).isEqualTo(failed("c", Cause.client("The server is stopping")));
    assertThat(next()).isEqualTo(ended("c"));
  }

  @Test
  void givesACommandThatItInterruptsAllTheTimeToEndACall() {
    Promise<Void> undone = Promise.promise();
    body =
        scope ->
            scope
                .within(LONG, "sign", Promise.<Void>promise().future())
                .eventually(() -> scope.takeBack("undo", undone.future()))
                .onComplete(done -> scope.report("Undone"));
    deploy(Deadlines.defaults(), OnDisconnect.FINISH, Duration.ofMillis(20));
    start("c");

    Future<Void> stopped = vertx.undeploy(deployment);
    vertx.setTimer(4500, id -> undone.complete());
    get(stopped);

    assertThat(next()).isEqualTo(new Progress("c", "Test", "Undone", null));
    assertThat(next()).isEqualTo(failed("c", Cause.client("The server is stopping")));
    assertThat(next()).isEqualTo(ended("c"));
  }

  @Test
  void givesACommandTheDeadlineOfItsProxyForAnAnswer() throws Exception {
    BlockingQueue<Duration> answer = new LinkedBlockingQueue<>();
    body =
        scope -> {
          answer.add(scope.deadlines().answer());
          return Future.succeededFuture();
        };
    deploy();

    get(request("c", "session", ""));

    assertThat(answer.poll(10, TimeUnit.SECONDS)).isEqualTo(LONG);
    assertThat(LONG).isNotEqualTo(Deadlines.defaults().answer());
  }

  @Test
  void answersUnknownMethodsWithAFailure() {
    deploy();
    StartCommand unknown = new StartCommand("c", "session", "Nope", new Params(""));

    Future<Reply> reply = bus.request(StartCommand.ADDRESS.of(0), unknown, Duration.ofSeconds(5));
    get(reply.otherwiseEmpty());

    assertThat(reply.cause())
        .isInstanceOfSatisfying(
            BusFailure.class, e -> assertThat(e.kind()).isEqualTo(BusFailure.Kind.FAILED));
  }
}
