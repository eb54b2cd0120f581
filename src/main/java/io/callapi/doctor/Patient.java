package io.callapi.doctor;

import io.callapi.config.ProxyConfig;
import io.callapi.opensips.EventNames;
import io.callapi.opensips.mi.MiRequest;
import io.callapi.opensips.mi.MiResult;
import io.callapi.opensips.mi.MiTransport;
import io.callapi.sip.SipUri;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The proxy that is examined: how it is configured here, and the ways to it. */
final class Patient {

  private static final Duration LONGEST = Duration.ofSeconds(3);

  private final Vertx vertx;
  private final ProxyConfig config;
  private final MiTransport mi;
  private final List<EventEar> ears = new ArrayList<>();

  Patient(Vertx vertx, ProxyConfig config, MiTransport mi) {
    this.vertx = vertx;
    this.config = config;
    this.mi = mi;
  }

  Vertx vertx() {
    return vertx;
  }

  ProxyConfig config() {
    return config;
  }

  /** The proxy's SIP socket, as its own phone book would write it. */
  SipUri sipAddress(String user) {
    return new SipUri("sip:" + user + "@" + config.sipUri().host() + ":" + config.sipUri().port());
  }

  /** Has something done that is answered at once. */
  Future<MiResult> ask(MiRequest request) {
    return mi.call(request, timeout());
  }

  /** How long such an answer is waited for. */
  Duration timeout() {
    Duration timeout = config.mi().timeout();
    return timeout.compareTo(LONGEST) < 0 ? timeout : LONGEST;
  }

  /** Has something done whose answer may wait for a phone. */
  Future<MiResult> ask(MiRequest request, Duration patience) {
    return mi.call(request, patience);
  }

  void listenWith(EventEar opened) {
    ears.add(opened);
  }

  /** Where events come in, one for each way; those that {@link EventSocketCheck} has opened. */
  List<EventEar> ears() {
    return List.copyOf(ears);
  }

  Future<MiResult> subscribe(String event, EventEar ear, int seconds) {
    return ask(
        MiRequest.repeatable("event_subscribe")
            .with("event", event)
            .with("socket", ear.target())
            .with("expire", seconds));
  }

  /** Leaves nothing behind. */
  Future<Void> close(boolean subscribed) {
    Future<?> done = Future.succeededFuture();
    for (EventEar ear : ears) {
      done =
          done.compose(next -> subscribed ? unsubscribe(ear) : Future.succeededFuture())
              .compose(ended -> ear.close());
    }
    return done.compose(closed -> mi.close());
  }

  private Future<?> unsubscribe(EventEar ear) {
    Future<?> done = Future.succeededFuture();
    for (String event : EventNames.ALL) {
      done = done.compose(next -> subscribe(event, ear, 0).otherwiseEmpty());
    }
    return done;
  }
}
