package io.callapi.opensips;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.callapi.bus.TypedBus;
import io.callapi.opensips.mi.MiRequest;
import io.callapi.opensips.mi.MiResult;
import io.callapi.opensips.mi.NoReplyException;
import io.callapi.proxy.LinkStatus;
import io.callapi.proxy.LinkStatus.State;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class LinkTest {

  private static final Duration NEVER = Duration.ofHours(1);
  private static final Duration EXPIRE = Duration.ofMinutes(2);

  private final List<LinkStatus> changes = new CopyOnWriteArrayList<>();
  private final List<Boolean> regained = new CopyOnWriteArrayList<>();

  private Vertx vertx;
  private OnContext loop;
  private FakeOpenSips proxy;
  private final AtomicReference<Link> link = new AtomicReference<>();

  @BeforeEach
  void make(Vertx vertx) {
    TypedBus.install(vertx);
    this.vertx = vertx;
    loop = new OnContext(vertx);
    proxy = new FakeOpenSips(vertx);
  }

  @Test
  void isUpWhenAllIsProven() {
    open(watching(NEVER, NEVER), "udp:192.0.2.9:1");

    await().until(() -> status().state() == State.UP);
    assertThat(proxy.requests("event_subscribe")).hasSize(3);
    assertThat(proxy.requests("subscribers_list")).hasSize(3);
    assertThat(proxy.requests("raise_event")).hasSize(1);
    assertThat(status().retryAfterMs()).isZero();
  }

  @Test
  void isDegradedWhileManagementIsLateAndUpAgainWithTheNextReply() {
    open(watching(Duration.ofMillis(200), NEVER), "udp:192.0.2.9:1");
    await().until(() -> status().state() == State.UP);
    proxy.beSilent(true);
    await().until(() -> status().state() == State.DEGRADED);
    String reason = status().reason();
    proxy.beSilent(false);

    await().until(() -> status().state() == State.UP);
    assertThat(reason).isEqualTo("management answers late");
    assertThat(changes)
        .extracting(LinkStatus::state)
        .containsExactly(State.UP, State.DEGRADED, State.UP);
  }

  @Test
  void isDownAfterALongSilenceAndFindsOutWhatIsTrueWhenItIsBack() {
    open(watching(Duration.ofMillis(100), Duration.ofMillis(300)), "udp:192.0.2.9:1");
    await().until(() -> status().state() == State.UP);
    proxy.beSilent(true);
    await().until(() -> status().state() == State.DOWN);
    LinkStatus down = status();
    proxy.beSilent(false);

    await().until(() -> status().state() == State.UP);
    assertThat(down.reason()).startsWith("No reply to management requests for");
    assertThat(regained).containsExactly(false, false);
  }

  @Test
  void saysWhenItIsTriedAgain() {
    proxy.refuse("events_list", 500, "no");
    open(watching(NEVER, NEVER), "udp:192.0.2.9:1");

    await().until(() -> changes.size() == 3);
    assertThat(changes).allMatch(change -> change.state() == State.DOWN);
    assertThat(changes.get(0).retryAfterMs()).isBetween(500, 625);
    assertThat(changes.get(1).retryAfterMs()).isBetween(1000, 1250);
    assertThat(changes.get(2).retryAfterMs()).isBetween(2000, 2500);
    assertThat(changes).extracting(LinkStatus::since).containsOnly(changes.get(0).since());
  }

  @Test
  void noticesARestartByTheTimeSinceWhenTheProxyRuns() {
    open(watching(NEVER, NEVER), "udp:192.0.2.9:1");
    await().until(() -> status().state() == State.UP);
    proxy.restart();

    await().until(() -> regained.contains(true));
    await().until(() -> status().state() == State.UP);
    assertThat(changes).extracting(LinkStatus::reason).contains("The proxy has restarted");
    assertThat(proxy.subscriptions()).isEqualTo(3);
  }

  @Test
  void isSetUpAnewWhenTheProxyDoesNotKnowItsCommandsAnyMore() {
    open(watching(NEVER, NEVER), "udp:192.0.2.9:1");
    await().until(() -> status().state() == State.UP);
    proxy.refuse("uptime", -32601, "Method not found");
    await().until(() -> status().state() == State.DOWN);
    proxy.answer("uptime", proxy::usualAnswer);

    await().until(() -> status().state() == State.UP);
    assertThat(proxy.requests("version")).hasSizeGreaterThan(1);
  }

  @Test
  void isDownWhenEventsArriveNoMoreAndUpWhenTheyDoAgain() {
    open(proving(), "udp:192.0.2.9:1");
    await().until(() -> status().state() == State.UP);
    proxy.deliverBy();
    await().until(() -> status().state() == State.DOWN);
    String reason = status().reason();
    proxy.deliverBy("udp");

    await().until(() -> status().state() == State.UP);
    assertThat(reason).startsWith("Management answers, but no event arrives: check events.host");
  }

  @Test
  void isDegradedWhileEventsArriveByOneOfTwoWays() {
    open(proving(), "udp:192.0.2.9:1", "tcp:192.0.2.9:1");
    await().until(() -> status().state() == State.UP);
    proxy.deliverBy("udp");
    await().until(() -> status().state() == State.DEGRADED);
    String reason = status().reason();
    proxy.deliverBy("udp", "tcp");

    await().until(() -> status().state() == State.UP);
    assertThat(reason).startsWith("No event arrives over TCP: check");
  }

  @Test
  void isDegradedFromTheBeginningWhereOneOfTwoWaysIsCut() {
    proxy.deliverBy("tcp");
    open(watching(NEVER, NEVER), "udp:192.0.2.9:1", "tcp:192.0.2.9:1");

    await().until(() -> status().state() == State.DEGRADED);
    assertThat(status().reason()).startsWith("No event arrives over UDP: check");
    assertThat(changes).hasSize(1);
  }

  @Test
  void takesTheSilenceOfManagementForNoLossOfEvents() {
    open(
        new LinkTiming(NEVER, Duration.ofMillis(10), NEVER, NEVER, Duration.ofMillis(100)),
        "udp:192.0.2.9:1");
    await().until(() -> status().state() == State.UP);
    proxy.answer("raise_event", raised -> Future.failedFuture(new NoReplyException("silence")));
    int proven = proxy.requests("subscribers_list").size();

    await().until(() -> proxy.requests("subscribers_list").size() >= proven + 6);
    assertThat(changes).hasSize(1);
  }

  @Test
  void isDegradedWhileTheTransportComplains() {
    open(watching(NEVER, NEVER), "udp:192.0.2.9:1");
    await().until(() -> status().state() == State.UP);
    proxy.complain("HTTP does not work");
    await().until(() -> status().state() == State.DEGRADED);
    String reason = status().reason();
    proxy.complain("");

    await().until(() -> status().state() == State.UP);
    assertThat(reason).isEqualTo("HTTP does not work");
  }

  private static LinkTiming watching(Duration late, Duration silent) {
    return new LinkTiming(Duration.ofMillis(50), Duration.ofMillis(10), late, silent, NEVER);
  }

  private static LinkTiming proving() {
    return new LinkTiming(
        Duration.ofMillis(50), Duration.ofMillis(10), NEVER, NEVER, Duration.ofMillis(100));
  }

  private void open(LinkTiming timing, String... sockets) {
    loop.run(
        () -> {
          EventSubscriptions subscriptions = new EventSubscriptions(this::ask, EXPIRE);
          subscriptions.sendTo(new EventSink(List.of(sockets)));
          EventProbe probe = new EventProbe(vertx, "p", this::ask);
          Handshake handshake =
              new Handshake(this::ask, new VersionReader(this::ask), subscriptions, probe);
          Link made = new Link(vertx, "p", handshake, timing, new Ear());
          link.set(made);
          made.start();
        });
  }

  private Future<MiResult> ask(MiRequest request) {
    Promise<MiResult> reply = Promise.promise();
    proxy
        .call(request, Duration.ofMillis(500))
        .onSuccess(result -> link.get().heard())
        .onComplete(reply);
    return reply.future();
  }

  private LinkStatus status() {
    return loop.get(() -> link.get().status());
  }

  private final class Ear implements Link.Listener {

    @Override
    public void changed(LinkStatus status) {
      changes.add(status);
    }

    @Override
    public void restarted() {}

    @Override
    public Future<Void> regained(boolean restarted) {
      regained.add(restarted);
      return Future.succeededFuture();
    }

    @Override
    public String trouble() {
      return proxy.trouble();
    }

    @Override
    public String ways() {
      return "udp:192.0.2.1:8080";
    }
  }
}
