package io.callapi.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.callapi.bus.BusFailure;
import io.callapi.bus.TypedBus;
import io.callapi.calls.CallTableSettings;
import io.callapi.calls.CallTableVerticle;
import io.callapi.calls.CallsRequest.Purpose;
import io.callapi.command.CommandNotice.Ended;
import io.callapi.command.CommandNotice.Failed;
import io.callapi.command.CommandNotice.Progress;
import io.callapi.command.CommandType.Beginning;
import io.callapi.command.StartCommand.Reason;
import io.callapi.command.StartCommand.Refused;
import io.callapi.command.StartCommand.Reply;
import io.callapi.command.StartCommand.Started;
import io.callapi.proxy.Cause;
import io.callapi.proxy.DialogRef;
import io.callapi.proxy.FakeProxy;
import io.callapi.proxy.LinkQuery;
import io.callapi.proxy.LinkStatus;
import io.callapi.proxy.ProxyLoad;
import io.callapi.proxy.ProxyPool;
import io.callapi.proxy.ProxyPressure;
import io.callapi.proxy.ProxyRequest;
import io.callapi.proxy.SipProxy;
import io.callapi.sip.CallId;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** The command logic over a real event bus, with a command that does what the test says. */
class CommandVerticleTest {

  private static final Duration LONG = Duration.ofMinutes(1);
  private static final Duration TINY = Duration.ofMillis(5);
  private static final CallId CALL = new CallId("some-call");
  private static final Cause CANCELLED = Cause.client("The client has had enough");
  private static final Cause DEFECT = Cause.internal("Internal error");

  private final Vertx vertx = Vertx.vertx();
  private final TypedBus bus = new TypedBus(vertx);
  private final FakeProxy fake = new FakeProxy();
  private final BlockingQueue<CommandNotice> told = new LinkedBlockingQueue<>();
  private volatile SipProxy proxy = fake;
  private volatile Function<Beginning<Params>, Step> first = beginning -> Step.end();
  private String deployment = "";
  private RegisterLimits limits = RegisterLimits.DEFAULT;

  record Params(String text) {}

  /** Waits until it is cancelled. */
  record Waiting() implements Phase {
    @Override
    public Step onCancelled(Cause cause) {
      return Step.telling("TakenBack", "").goOn(Step.fail(cause));
    }
  }

  /** Never ends by itself. */
  record Stubborn() implements Phase {}

  @BeforeEach
  void install() {
    TypedBus.install(vertx);
    bus.listen(CommandNotice.ADDRESS.of("session"), told::add);
    LinkStatus up = new LinkStatus("p", LinkStatus.State.UP, "", Instant.now(), 0);
    bus.serve(
        LinkQuery.ADDRESS.of("p"),
        query -> Future.succeededFuture(new LinkQuery.LinkReport(up, List.of(up))));
    get(vertx.deployVerticle(new CallTableVerticle("p", fake, CallTableSettings.DEFAULT)));
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
            p -> new Subject.ExistingCall(CALL),
            Purpose.HOLD,
            beginning -> first.apply(beginning));
    CommandSettings settings = new CommandSettings(deadlines, onDisconnect, 1, stopGrace);
    deployment =
        get(
            vertx.deployVerticle(
                new CommandVerticle(
                    0, List.of(type), this::pool, settings, new CommandRegister(limits))));
    await().until(() -> start("warm") instanceof Started);
    await().until(() -> !isRunning("warm"));
    told.clear();
  }

  private ProxyPool pool(TypedBus own) {
    ProxyPool.Member member = new ProxyPool.Member("p", 1, null, LONG, new Delegating());
    return new ProxyPool(own, List.of(member), new ProxyLoad(List.of("p")));
  }

  private final class Delegating implements SipProxy {
    @Override
    public <R> Future<R> ask(ProxyRequest<R> request) {
      return proxy.ask(request);
    }
  }

  private Reply request(String cmdId, String session, String params) {
    StartCommand command = new StartCommand(cmdId, true, session, "Test", new Params(params));
    return get(bus.request(StartCommand.shardOf(session, 1), command, Duration.ofSeconds(5)));
  }

  private Reply start(String cmdId) {
    return request(cmdId, "session", "");
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

  private void signal(String cmdId, CommandSignal signal) {
    get(bus.request(CommandSignal.ADDRESS.of(cmdId), signal, Duration.ofSeconds(5)));
  }

  private boolean isRunning(String cmdId) {
    return get(
        bus.request(
                CommandSignal.ADDRESS.of(cmdId),
                new CommandSignal.StatusQuery(),
                Duration.ofSeconds(5))
            .map(true)
            .recover(
                e ->
                    Future.succeededFuture(
                        ((BusFailure) e).kind() != BusFailure.Kind.NOBODY_THERE)));
  }

  private static Ended ended(String cmdId) {
    return new Ended(cmdId, "Test");
  }

  private static Failed failed(String cmdId, Cause cause) {
    return new Failed(cmdId, "Test", cause);
  }

  @Test
  void tellsStagesAndThenTheEndOnce() {
    deploy();
    first = beginning -> Step.telling("One", "data").tell("Two").goOn(Step.end());

    assertThat(start("c")).isEqualTo(new Started("c", false, false));

    assertThat(next()).isEqualTo(new Progress("c", "Test", "One", "data"));
    assertThat(next()).isEqualTo(new Progress("c", "Test", "Two", null));
    assertThat(next()).isEqualTo(ended("c"));
    first = beginning -> Step.end();
    start("fence");
    assertThat(next()).isEqualTo(ended("fence"));
  }

  @Test
  void tellsOfAFailureRightBeforeTheEnd() {
    deploy();
    first = beginning -> Step.fail(Cause.sip(486, "Busy Here"));

    start("c");

    assertThat(next()).isEqualTo(failed("c", Cause.sip(486, "Busy Here")));
    assertThat(next()).isEqualTo(ended("c"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"begin", "input", "proxy"})
  void endsThroughADefectAndAnErrorOfJavaToo(String where) {
    deploy();
    switch (where) {
      case "begin" ->
          first =
              beginning -> {
                throw new StackOverflowError();
              };
      case "input" -> first = beginning -> Step.to(new Broken()).await(Deadline.TRUE_CAUSE);
      default -> {
        proxy =
            new SipProxy() {
              @Override
              public <R> Future<R> ask(ProxyRequest<R> request) {
                throw new AssertionError("a defect");
              }
            };
        first =
            beginning -> Step.to(new Waiting()).ask(new ProxyRequest.Release(DialogRef.of(CALL)));
      }
    }

    start("broken");

    assertThat(next()).isEqualTo(failed("broken", DEFECT));
    assertThat(next()).isEqualTo(ended("broken"));
    await().until(() -> !isRunning("broken"));
    proxy = fake;
    first = beginning -> Step.end();
    start("next");
    assertThat(next()).isEqualTo(ended("next"));
  }

  record Broken() implements Phase {
    @Override
    public Step onDue(Deadline deadline) {
      throw new StackOverflowError();
    }
  }

  @Test
  void endsACommandThatForgetsItsDeadlines() {
    deploy(new Deadlines(TINY, TINY, TINY, TINY), OnDisconnect.FINISH, TINY);
    first = beginning -> Step.to(new Stubborn());

    start("c");

    assertThat(next()).isEqualTo(failed("c", Cause.timeout("The command took too long")));
    assertThat(next()).isEqualTo(ended("c"));
  }

  @Test
  void hasACancelledCommandTakeBackWhatItHasBegun() {
    deploy();
    first = beginning -> Step.to(new Waiting()).tell("One");
    start("c");
    next();

    signal("c", new CommandSignal.Cancel(CANCELLED.reason()));

    assertThat(next()).isEqualTo(new Progress("c", "Test", "TakenBack", ""));
    assertThat(next()).isEqualTo(failed("c", CANCELLED));
    assertThat(next()).isEqualTo(ended("c"));
  }

  @Test
  void runsCommandsOfOneCallInTheOrderInWhichTheyCome() {
    deploy();
    first = beginning -> Step.to(new Waiting()).tell("Began");
    start("c1");
    start("c2");
    assertThat(next()).isEqualTo(new Progress("c1", "Test", "Began", null));

    signal("c1", new CommandSignal.Cancel("enough"));

    assertThat(List.of(next(), next(), next())).extracting(CommandNotice::cmdId).containsOnly("c1");
    assertThat(next()).isEqualTo(new Progress("c2", "Test", "Began", null));
  }

  @Test
  void endsACommandAtOnceThatIsCancelledBeforeItsTurn() {
    deploy();
    first = beginning -> Step.to(new Waiting()).tell("Began");
    start("c1");
    next();
    start("c2");

    signal("c2", new CommandSignal.Cancel(CANCELLED.reason()));

    assertThat(next()).isEqualTo(failed("c2", CANCELLED));
    assertThat(next()).isEqualTo(ended("c2"));
  }

  @Test
  void goesOnWithoutItsClientUnlessConfiguredOtherwise() {
    deploy();
    first = beginning -> Step.to(new Waiting()).tell("One");
    start("c");
    next();

    signal("c", new CommandSignal.ClientGone("session"));

    assertThat(isRunning("c")).isTrue();
  }

  @Test
  void takesACommandBackWhoseLastClientHasLeftIfConfiguredSo() {
    deploy(Deadlines.defaults(), OnDisconnect.CANCEL, TINY);
    first = beginning -> Step.to(new Waiting()).tell("One");
    start("c");
    next();
    request("c", "other", "");
    await().untilAsserted(() -> signal("c", new CommandSignal.Join("other")));

    signal("c", new CommandSignal.ClientGone("session"));
    assertThat(isRunning("c")).isTrue();
    signal("c", new CommandSignal.ClientGone("other"));

    await().until(() -> !isRunning("c"));
  }

  @Test
  void tellsARepeatedRequestEveryStageAgainAndTheEnd() {
    deploy();
    first = beginning -> Step.telling("One", "data").goOn(Step.end());
    start("c");
    List<CommandNotice> before = List.of(next(), next());

    assertThat(start("c")).isEqualTo(new Started("c", true, false));

    assertThat(List.of(next(), next())).isEqualTo(before);
  }

  @Test
  void tellsAnotherSessionOfARunningCommandWhatWasToldAndAllThatFollows() {
    BlockingQueue<CommandNotice> other = new LinkedBlockingQueue<>();
    bus.listen(CommandNotice.ADDRESS.of("other"), other::add);
    deploy();
    first = beginning -> Step.to(new Waiting()).tell("One");
    start("c");
    next();

    assertThat(request("c", "other", "")).isEqualTo(new Started("c", true, false));
    await().until(() -> other.contains(new Progress("c", "Test", "One", null)));
    signal("c", new CommandSignal.Cancel("enough"));

    await().until(() -> other.contains(ended("c")));
    assertThat(next()).isEqualTo(new Progress("c", "Test", "TakenBack", ""));
  }

  @Test
  void refusesAnIdThatAnotherRequestHas() {
    deploy();
    start("c");

    assertThat(request("c", "session", "other"))
        .isInstanceOfSatisfying(
            Refused.class, refused -> assertThat(refused.reason()).isEqualTo(Reason.ID_IN_USE));
  }

  @Test
  void refusesAnIdThatAClientHasChosenWhereTooManyAreRemembered() {
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    Logger logger = (Logger) LoggerFactory.getLogger(CommandRegister.class);
    lines.start();
    logger.addAppender(lines);
    limits = new RegisterLimits(1, 1_000_000, 1_000_000, Duration.ofMinutes(10));
    deploy(); // one has run by then

    String text = "too many commands have ended within the last minute to remember one more id";
    assertThat(start("c")).isEqualTo(new Refused(Reason.TOO_MANY, text, null, 1000));
    StartCommand notChosen = new StartCommand("made", false, "session", "Test", new Params(""));
    assertThat(get(bus.request(StartCommand.shardOf("session", 1), notChosen, LONG)))
        .isInstanceOf(Started.class);

    logger.detachAppender(lines);
    assertThat(lines.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .containsExactly(
            "1 commands refused because too many ids are remembered so far, the last: c");
  }

  @Test
  void refusesACommandForAProxyForWhichTooManyWait() {
    deploy();
    bus.publish(ProxyPressure.ADDRESS, new ProxyPressure("p", 1, 0, 0, 700));

    String text = "the proxy p answers late: too many commands wait for it";
    await()
        .untilAsserted(
            () -> assertThat(start("c")).isEqualTo(new Refused(Reason.TOO_MANY, text, "p", 700)));
  }

  @Test
  void letsRunningCommandsEndWhenItStops() {
    deploy(Deadlines.defaults(), OnDisconnect.FINISH, Duration.ofSeconds(5));
    first = beginning -> Step.to(new Waiting()).tell("One");
    start("c");
    next();

    Future<Void> stopped = vertx.undeploy(deployment);
    signal("c", new CommandSignal.Cancel(CANCELLED.reason()));
    get(stopped);

    assertThat(List.of(next(), next(), next())).last().isEqualTo(ended("c"));
  }

  @Test
  void hasCommandsTakeBackWhatTheyBeganWhenItStops() {
    deploy();
    first = beginning -> Step.to(new Waiting()).tell("One");
    start("c");
    next();

    get(vertx.undeploy(deployment));

    next();
    assertThat(next()).isEqualTo(failed("c", Cause.client("The server is stopping")));
    assertThat(next()).isEqualTo(ended("c"));
  }

  @Test
  void endsACommandThatDoesNotStop() {
    deploy(new Deadlines(LONG, LONG, LONG, Duration.ofMillis(50)), OnDisconnect.FINISH, TINY);
    first = beginning -> Step.to(new Stubborn()).tell("One");
    start("c");
    next();

    get(vertx.undeploy(deployment));

    assertThat(next()).isEqualTo(failed("c", Cause.client("The server is stopping")));
    assertThat(next()).isEqualTo(ended("c"));
  }
}
