package io.callapi.client;

import static io.callapi.client.Requests.callEnd;
import static io.callapi.client.Requests.callStart;
import static io.callapi.client.Requests.echo;
import static io.callapi.client.Requests.events;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.callapi.bus.BusFailure;
import io.callapi.command.CommandNotice;
import io.callapi.command.CommandSignal;
import io.callapi.command.OnDisconnect;
import io.callapi.proxy.CallState;
import io.callapi.proxy.DialogRef;
import io.callapi.proxy.ProxyRequest.Originate;
import io.callapi.proxy.ProxyRequest.Release;
import io.callapi.sip.CallId;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Clients that leave in mid-command. */
class DepartureIT {

  private TestServer server = TestServer.start();

  @AfterEach
  void stop() {
    server.close();
  }

  private void restart(OnDisconnect onDisconnect) {
    server.close();
    server = TestServer.start(TestSettings.of(1000, 0), onDisconnect);
  }

  private void untilAsked(Class<?> type) {
    await().until(() -> server.proxy().requests().stream().anyMatch(type::isInstance));
  }

  private boolean isRunning(String cmdId) {
    return TestServer.await(
        server
            .bus()
            .request(
                CommandSignal.ADDRESS.of(cmdId),
                new CommandSignal.StatusQuery(),
                Duration.ofSeconds(5))
            .map(true)
            .recover(e -> Future.succeededFuture(false)));
  }

  @Test
  void disturbsNoOtherClient() {
    WsClient leaving = server.connect();
    WsClient staying = server.connect();
    staying.send(callEnd("1", "staying", "their-call"));
    staying.next();
    untilAsked(Release.class);
    leaving.send(callStart("1", "leaving"));
    untilAsked(Originate.class);

    leaving.leave();
    server.proxy().accept(Originate.class);
    server.raise("leaving", CallState.ENDED);
    await().until(() -> !isRunning("leaving"));
    server.raise("their-call", CallState.ENDED);

    assertThat(events(staying.untilEnd("staying"))).containsExactly("Ended");
    staying.send(echo("2", "echo"));
    assertThat(events(staying.untilEnd("echo"))).containsExactly("Started", "Reply", "Ended");
  }

  @Test
  void letsCommandsFinishUnlessConfiguredOtherwise() {
    WsClient client = server.connect();
    client.send(callStart("1", "finishing"));
    untilAsked(Originate.class);

    client.leave();
    server.proxy().accept(Originate.class);
    server.raise("finishing", CallState.CONFIRMED);

    await()
        .until(
            () ->
                server.proxy().actions().stream()
                    .anyMatch(io.callapi.proxy.ProxyRequest.Refer.class::isInstance));
    assertThat(server.proxy().actions())
        .doesNotContain(new Release(DialogRef.of(new CallId("finishing"))));
  }

  @Test
  void takesCommandsBackIfConfiguredSo() {
    restart(OnDisconnect.CANCEL);
    WsClient client = server.connect();
    client.send(callStart("1", "cancelled"));
    untilAsked(Originate.class);

    client.leave();

    untilAsked(Release.class);
    server.raise("cancelled", CallState.ENDED);
    await().until(() -> !isRunning("cancelled"));
    assertThat(server.proxy().actions())
        .endsWith(new Release(DialogRef.of(new CallId("cancelled"))));
  }

  @Test
  void takesNoCommandBackThatBelongsToAnotherClient() {
    restart(OnDisconnect.CANCEL);
    WsClient owner = server.connect();
    WsClient stranger = server.connect();
    owner.send(callStart("1", "shared-id"));
    assertThat(events(owner.next(1))).containsExactly("Started");
    stranger.send(callStart("1", "shared-id"));
    assertThat(events(stranger.next(1))).containsExactly("Started");

    stranger.leave();
    owner.send(echo("2", "fence"));
    owner.untilEnd("fence");
    await().during(Duration.ofMillis(200)).until(() -> isRunning("shared-id"));

    assertThat(server.proxy().actions())
        .doesNotContain(new Release(DialogRef.of(new CallId("shared-id"))));
  }

  @Test
  void tellsAClientThatComesBackHowItsCommandGoesOn() {
    WsClient before = server.connect();
    before.send(callEnd("1", "resumed", "c"));
    before.next();
    untilAsked(Release.class);
    before.leave();
    WsClient after = server.connect();

    after.send(callEnd("1", "resumed", "c"));
    assertThat(events(after.next(1))).containsExactly("Started");
    server.raise("c", CallState.ENDED);

    assertThat(events(after.untilEnd("resumed"))).containsExactly("Ended");
    assertThat(server.proxy().actions())
        .containsExactly(new Release(DialogRef.of(new CallId("c"))));
  }

  @Test
  void tellsBothConnectionsWhileTheOldOneIsNotKnownToBeGone() {
    WsClient before = server.connect();
    WsClient after = server.connect();
    before.send(callEnd("1", "both", "c"));
    before.next();
    untilAsked(Release.class);

    after.send(callEnd("1", "both", "c"));
    assertThat(events(after.next(1))).containsExactly("Started");
    server.raise("c", CallState.ENDED);

    assertThat(events(before.untilEnd("both"))).containsExactly("Ended");
    assertThat(events(after.untilEnd("both"))).containsExactly("Ended");
    before.expectNothingMore();
    after.expectNothingMore();
  }

  @Test
  void tellsAClientThatComesBackHowItsCommandHasEnded() {
    WsClient before = server.connect();
    before.send(callEnd("1", "ended", "c"));
    before.next();
    untilAsked(Release.class);
    before.leave();
    server.raise("c", CallState.ENDED);
    await().until(() -> !isRunning("ended"));
    WsClient after = server.connect();

    after.send(callEnd("1", "ended", "c"));

    assertThat(events(after.untilEnd("ended"))).containsExactly("Started", "Ended");
    after.send(callEnd("2", "ended", "c"));
    assertThat(events(after.untilEnd("ended"))).containsExactly("Started", "Ended");
    after.expectNothingMore();
  }

  @Test
  void leavesNothingBehind() {
    Set<String> sessions = ConcurrentHashMap.newKeySet();
    server
        .vertx()
        .eventBus()
        .addOutboundInterceptor(
            delivery -> {
              if (delivery.message().address().startsWith("callapi.client.")) {
                sessions.add(delivery.message().address());
              }
              delivery.next();
            });
    for (int i = 0; i < 20; i++) {
      WsClient client = server.connect();
      client.send(echo("1", "visit-" + i));
      client.untilEnd("visit-" + i);
      client.leave();
    }

    assertThat(sessions).hasSize(20);
    await().until(() -> sessions.stream().noneMatch(this::isServed));
  }

  private boolean isServed(String session) {
    String id = session.substring("callapi.client.".length());
    return TestServer.await(
        server
            .bus()
            .request(
                CommandNotice.ADDRESS.of(id),
                new CommandNotice.Ended("probe", "Echo"),
                Duration.ofMillis(50))
            .map(true)
            .recover(
                e ->
                    Future.succeededFuture(
                        ((BusFailure) e).kind() != BusFailure.Kind.NOBODY_THERE)));
  }
}
