package io.callapi.management;

import io.callapi.proxy.ProxyMeters;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts what passes between this program and one proxy. */
final class CountedProxy implements ProxyMeters {

  private final MeterRegistry registry;
  private final String proxy;
  private final Counter sent;
  private final Counter repeated;
  private final Timer roundTrips;
  private final AtomicInteger inFlight;
  private final AtomicInteger window;
  private final AtomicInteger waiting;
  private final Map<EventKind, Counter> events = new EnumMap<>(EventKind.class);

  CountedProxy(MeterRegistry registry, String proxy) {
    this.registry = registry;
    this.proxy = proxy;
    this.sent = counter("callapi.proxy.requests", "Requests sent for the first time", "", "");
    this.repeated = counter("callapi.proxy.repeats", "Requests sent again", "", "");
    this.roundTrips =
        Timer.builder("callapi.proxy.round.trip")
            .description("Time from a request to its reply")
            .tag("proxy", proxy)
            .serviceLevelObjectives(Buckets.ROUND_TRIPS)
            .register(registry);
    this.inFlight = gauge("callapi.proxy.in.flight", "Requests that wait for their reply");
    this.window = gauge("callapi.proxy.window", "Requests that may wait for their reply");
    this.waiting = gauge("callapi.proxy.waiting", "Requests that wait to be sent");
    for (EventKind kind : EventKind.values()) {
      String name = kind.name().toLowerCase(Locale.ROOT);
      events.put(kind, counter("callapi.proxy.events", "Events of the proxy", "kind", name));
    }
  }

  private Counter counter(String name, String what, String key, String value) {
    Counter.Builder counter = Counter.builder(name).description(what).tag("proxy", proxy);
    return (key.isEmpty() ? counter : counter.tag(key, value)).register(registry);
  }

  private AtomicInteger gauge(String name, String what) {
    AtomicInteger value = new AtomicInteger();
    Gauge.builder(name, value, AtomicInteger::get)
        .description(what)
        .tag("proxy", proxy)
        .strongReference(true)
        .register(registry);
    return value;
  }

  @Override
  public void sent() {
    sent.increment();
  }

  @Override
  public void repeated() {
    repeated.increment();
  }

  @Override
  public void answered(Duration roundTrip) {
    roundTrips.record(roundTrip);
  }

  @Override
  public void inFlight(int requests, int most) {
    inFlight.setOpaque(requests);
    window.setOpaque(most);
  }

  @Override
  public void waiting(int requests) {
    waiting.setOpaque(requests);
  }

  @Override
  public void event(EventKind kind) {
    Counter counter = events.get(kind);
    if (counter != null) {
      counter.increment();
    }
  }
}
