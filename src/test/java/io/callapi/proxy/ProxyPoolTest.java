package io.callapi.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.callapi.bus.TypedBus;
import io.callapi.proxy.LinkStatus.State;
import io.callapi.proxy.ProxyPool.CallSeen;
import io.callapi.proxy.ProxyPool.Member;
import io.callapi.sip.CallId;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which proxy a command runs on. */
class ProxyPoolTest {

  private static final CallId CALL = new CallId("some-call");

  private final Vertx vertx = Vertx.vertx();
  private final TypedBus bus = new TypedBus(vertx);
  private final Map<String, FakeProxy> proxies = new HashMap<>();
  private final Map<String, LinkStatus> links = new HashMap<>();

  ProxyPoolTest() {
    TypedBus.install(vertx);
  }

  @AfterEach
  void close() {
    get(vertx.close());
  }

  @Test
  void sharesNewCallsOutByWeight() {
    ProxyPool pool = opened(member("east", 3, null), member("west", 1, null));

    Map<String, Long> shares =
        IntStream.range(0, 40)
            .mapToObj(i -> nameOf(pool.forNewCall(null)))
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));

    assertThat(shares).containsEntry("east", 30L).containsEntry("west", 10L);
  }

  @Test
  void countsTheCommandsOfEachProxyUntilTheyEnd() {
    ProxyPool pool = opened(member("east", 1, 1), member("west", 1, 1));

    assertThat(nameOf(pool.forNewCall(null))).isEqualTo("east");
    assertThat(nameOf(pool.forNewCall(null))).isEqualTo("west");
    assertThat(pool.forNewCall(null)).isInstanceOf(Choice.Full.class);
    pool.release(member(pool, "west"));

    assertThat(nameOf(pool.forNewCall(null))).isEqualTo("west");
  }

  @Test
  void givesAProxyNoMoreCommandsThanItMayHaveFromSeveralEventLoopsAtOnce() {
    ProxyLoad load = new ProxyLoad(List.of("east"));
    List<ProxyPool> pools =
        Stream.generate(() -> open(pool(load, member("east", 1, 1)))).limit(4).toList();
    AtomicInteger running = new AtomicInteger();

    boolean never =
        IntStream.range(0, 400_000)
            .parallel()
            .noneMatch(i -> runsBesideAnother(pools.get(i % 4), running));

    assertThat(never).isTrue();
    assertThat(load.of("east")).isZero();
  }

  private static boolean runsBesideAnother(ProxyPool pool, AtomicInteger running) {
    if (!(pool.forNewCall(null) instanceof Choice.Found found)) {
      return false;
    }
    boolean beside = running.incrementAndGet() > 1;
    running.decrementAndGet();
    pool.release(found.member());
    return beside;
  }

  @Test
  void leavesOutAProxyThatIsDown() {
    link("east", State.DOWN, 3000);
    ProxyPool pool = opened(member("east", 100, null), member("west", 1, null));

    assertThat(IntStream.range(0, 10).mapToObj(i -> nameOf(pool.forNewCall(null))))
        .containsOnly("west");
  }

  @Test
  void saysWhyANamedProxyCannotBeUsed() {
    LinkStatus down = link("east", State.DOWN, 3000);
    ProxyPool pool = opened(member("east", 1, null), member("west", 1, null));

    assertThat(pool.forNewCall("east")).isEqualTo(new Choice.Unusable(down));
    assertThat(pool.forNewCall("north")).isEqualTo(new Choice.NoSuchProxy("north"));
  }

  @Test
  void namesTheProxyThatIsTriedAgainFirstWhereAllAreDown() {
    link("east", State.DOWN, 3000);
    LinkStatus first = link("west", State.CONNECTING, 1000);
    ProxyPool pool = opened(member("east", 1, null), member("west", 1, null));

    assertThat(pool.forNewCall(null)).isEqualTo(new Choice.Unusable(first));
    assertThat(pool.forCall(CALL)).isEqualTo(new Choice.Unusable(first));
  }

  @Test
  void findsTheProxyThatHasACallAndTakesAPlaceThere() {
    ProxyPool pool = opened(member("east", 1, null), member("west", 1, 1));
    proxy("west").has(call());

    assertThat(pool.forCall(CALL)).isInstanceOf(Choice.Unknown.class);
    assertThat(get(pool.locate(CALL)).name()).isEqualTo("west");
    assertThat(pool.forCall(CALL)).isEqualTo(new Choice.Full("west"));

    assertFails(pool.locate(CALL), Cause.proxy("Too many commands run on west"));
  }

  @ParameterizedTest
  @CsvSource({"east, west", "west, east"})
  void findsOfProxiesThatShareACallTheOneThatMayChangeIt(String backup, String inCharge) {
    ProxyPool pool = opened(member("east", 1, null), member("west", 1, null));
    proxy(backup).has(call());
    proxy(backup).isBackup();
    proxy(inCharge).has(call());

    assertThat(get(pool.locate(CALL)).name()).isEqualTo(inCharge);
  }

  @Test
  void findsAProxyThatSharesACallWhereTheOneThatMayChangeItIsDown() {
    ProxyPool pool = opened(member("east", 1, null), member("west", 1, null));
    proxy("east").has(call());
    proxy("east").isBackup();
    become("west", State.DOWN);

    assertThat(get(pool.locate(CALL)).name()).isEqualTo("east");
  }

  @Test
  void saysThatACallIsUnknownIfEachProxySaysSo() {
    ProxyPool pool = opened(member("east", 1, null), member("west", 1, null));

    assertFails(pool.locate(CALL), Cause.mi(404, "Dialog not found"));
  }

  @Test
  void namesTheProxyThatCouldNotBeAskedForACall() {
    link("west", State.DOWN, 3000);
    ProxyPool pool = opened(member("east", 1, null), member("west", 1, null));

    assertFails(
        pool.locate(CALL), Cause.proxy("No proxy that answers has the call; not asked: west"));
  }

  @Test
  void namesTheProxyThatDidNotAnswerForACall() {
    ProxyPool pool = opened(member("east", 1, null), member("west", 1, null));
    proxy("east").fallsSilent();

    assertFails(
        pool.locate(CALL), Cause.proxy("No proxy that answers has the call; not asked: east"));
  }

  @Test
  void givesUpASearchAtOnceWhereNoProxyCanBeAsked() {
    ProxyPool pool = opened(member("east", 1, null), member("west", 1, null));
    become("east", State.DOWN);
    become("west", State.DOWN);
    await().until(() -> pool.forCall(CALL) instanceof Choice.Unusable);

    assertFails(
        pool.locate(CALL),
        Cause.proxy("No proxy that answers has the call; not asked: east, west"));
  }

  @Test
  void knowsWhereACallIsFromItsEventsUntilItEnds() {
    ProxyPool pool = opened(member("east", 1, null), member("west", 1, null));

    bus.publish(CallSeen.ADDRESS, new CallSeen("west", CALL, false));
    await().until(() -> pool.forCall(CALL) instanceof Choice.Found);
    assertThat(nameOf(pool.forCall(CALL))).isEqualTo("west");
    bus.publish(CallSeen.ADDRESS, new CallSeen("west", CALL, true));

    await().until(() -> pool.forCall(CALL) instanceof Choice.Unknown);
  }

  @Test
  void keepsNoCallsInMindWhereThereIsOneProxyOnly() {
    ProxyPool pool = opened(member("east", 1, null));

    assertThat(nameOf(pool.forCall(CALL))).isEqualTo("east");
    assertThatThrownBy(
            () ->
                bus.request(
                        CallSeen.ADDRESS, new CallSeen("east", CALL, false), Duration.ofSeconds(1))
                    .await(5, TimeUnit.SECONDS))
        .hasMessageContaining("nobody is at callapi.proxies.calls");
  }

  @Test
  void refusesToJoinACallWithOneOfAnotherProxy() {
    ProxyPool pool = opened(member("east", 1, null), member("west", 1, null));
    proxy("west").has(call());

    assertFails(
        pool.requireNotElsewhere(CALL, member(pool, "east")),
        Cause.proxy(
            "Calls on two proxies cannot be joined: some-call is on west, the other call on east"));
    assertThat(get(pool.requireNotElsewhere(CALL, member(pool, "west")))).isNull();
  }

  @Test
  void leavesItToTheProxyToSayThatThereIsNoCallToJoinWith() {
    ProxyPool pool = opened(member("east", 1, null), member("west", 1, null));

    assertThat(get(pool.requireNotElsewhere(CALL, member(pool, "east")))).isNull();
  }

  @Test
  void refusesToJoinACallThatMayBeOnAProxyThatIsDown() {
    link("west", State.DOWN, 3000);
    ProxyPool pool = opened(member("east", 1, null), member("west", 1, null));

    assertFails(
        pool.requireNotElsewhere(CALL, new Member("east", 1, null, Duration.ZERO, proxy("east"))),
        Cause.proxy("No proxy that answers has the call; not asked: west"));
  }

  private static Dialog call() {
    return FakeProxy.dialog(CALL, FakeProxy.idOf(CALL), CallState.CONFIRMED);
  }

  private Member member(String name, int weight, @Nullable Integer maxRunning) {
    links.putIfAbsent(name, new LinkStatus(name, State.UP, "", Instant.EPOCH, 0));
    return new Member(name, weight, maxRunning, Duration.ofMinutes(2), proxy(name));
  }

  private FakeProxy proxy(String name) {
    return proxies.computeIfAbsent(name, unknown -> new FakeProxy());
  }

  private Member member(ProxyPool pool, String name) {
    Choice choice = pool.forNewCall(name);
    Member member = choice instanceof Choice.Found found ? found.member() : member(name, 1, null);
    if (choice instanceof Choice.Found) {
      pool.release(member);
    }
    return member;
  }

  private LinkStatus link(String proxy, State state, int retryAfterMs) {
    LinkStatus link = new LinkStatus(proxy, state, "so it is", Instant.EPOCH, retryAfterMs);
    links.put(proxy, link);
    return link;
  }

  private void become(String proxy, State state) {
    bus.publish(LinkStatus.ADDRESS, new LinkStatus(proxy, state, "so it is", Instant.EPOCH, 3000));
  }

  private ProxyPool opened(Member... members) {
    List<String> names = Stream.of(members).map(Member::name).toList();
    return open(pool(new ProxyLoad(names), members));
  }

  private ProxyPool pool(ProxyLoad load, Member... members) {
    return new ProxyPool(bus, List.of(members), load);
  }

  /** Knows how each link is when this returns. */
  private ProxyPool open(ProxyPool pool) {
    links.forEach(
        (name, link) ->
            bus.serve(
                LinkQuery.ADDRESS.of(name),
                query -> Future.succeededFuture(new LinkQuery.LinkReport(link, List.of()))));
    pool.open();
    links.values().forEach(link -> awaitKnown(pool, link));
    return pool;
  }

  private static void awaitKnown(ProxyPool pool, LinkStatus link) {
    await()
        .until(
            () -> {
              Choice choice = pool.forNewCall(link.proxy());
              if (choice instanceof Choice.Found found) {
                pool.release(found.member());
                return link.isUsable();
              }
              return choice instanceof Choice.Unusable down && down.link().equals(link);
            });
  }

  private static String nameOf(Choice choice) {
    return ((Choice.Found) choice).member().name();
  }

  private static void assertFails(Future<?> future, Cause cause) {
    assertThatThrownBy(() -> get(future))
        .isInstanceOfSatisfying(
            CallFailure.class, failure -> assertThat(failure.cause()).isEqualTo(cause));
  }

  private static <T> T get(Future<T> future) {
    try {
      return future.await(5, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError("not done in 5 s", e);
    }
  }
}
