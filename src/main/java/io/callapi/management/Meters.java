package io.callapi.management;

import io.callapi.client.ClientFigures;
import io.callapi.command.CommandMeters;
import io.callapi.proxy.ProxyLoad;
import io.callapi.proxy.ProxyMeters;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/** All that is counted on this node; for use by many threads. */
public final class Meters implements Instruments, AutoCloseable {

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics collector = new JvmGcMetrics();
  private final CommandMeters commands = new CountedCommands(registry);

  // Micrometer holds what it reads weakly; a figure whose source is collected stands still.
  private final Queue<Object> read = new ConcurrentLinkedQueue<>();

  /** With the figures of Java and of the process. */
  public Meters() {
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ClassLoaderMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new FileDescriptorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    collector.bindTo(registry);
    long startedAt = System.nanoTime();
    TimeGauge.builder(
            "callapi.uptime", this, TimeUnit.NANOSECONDS, all -> System.nanoTime() - startedAt)
        .description("Time since the server was started")
        .register(registry);
  }

  @Override
  public CommandMeters commands() {
    return commands;
  }

  @Override
  public ProxyMeters proxy(String name) {
    return new CountedProxy(registry, name);
  }

  @Override
  public void watch(List<String> proxies, ProxyLoad load) {
    read.add(load);
    for (String proxy : proxies) {
      Gauge.builder("callapi.commands.running", load, all -> all.of(proxy))
          .description("Commands that run on the proxy")
          .tag("proxy", proxy)
          .register(registry);
    }
  }

  @Override
  public void watch(ClientFigures clients) {
    read.add(clients);
    gauge("callapi.sessions", "WebSocket connections", clients, ClientFigures::sessions);
    gauge("callapi.connections", "TCP connections", clients, ClientFigures::connections);
    gauge("callapi.connections.max", "The most there may be", clients, ClientFigures::most);
    Gauge.builder("callapi.unread", clients, ClientFigures::unread)
        .description("What waits for clients that read slowly")
        .baseUnit("bytes")
        .register(registry);
    gauge(
        "callapi.sessions.opened",
        "Sessions that outlive their connections",
        clients,
        ClientFigures::openedSessions);
    Gauge.builder("callapi.kept", clients, ClientFigures::kept)
        .description("What is kept for sessions that were opened")
        .baseUnit("bytes")
        .register(registry);
    clients.troubles().forEach(this::count);
  }

  private void count(String trouble, LongSupplier times) {
    read.add(times);
    FunctionCounter.builder("callapi.client.troubles", times, LongSupplier::getAsLong)
        .description("What clients do that is worth a line in the log")
        .tag("kind", trouble)
        .register(registry);
  }

  @Override
  public void watchCertificate(Supplier<Instant> expiry) {
    read.add(expiry);
    TimeGauge.builder(
            "callapi.tls.certificate.remaining",
            expiry,
            TimeUnit.MILLISECONDS,
            at -> Instant.now().until(at.get(), ChronoUnit.MILLIS))
        .description("For how long the certificate is valid")
        .register(registry);
  }

  private <T> void gauge(String name, String what, T of, ToDoubleFunction<T> figure) {
    Gauge.builder(name, of, figure).description(what).register(registry);
  }

  MeterRegistry registry() {
    return registry;
  }

  /** All of it, in the format of Prometheus. */
  String scrape() {
    return registry.scrape();
  }

  @Override
  public void close() {
    collector.close();
    registry.close();
  }
}
