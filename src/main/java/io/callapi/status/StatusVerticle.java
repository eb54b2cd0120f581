package io.callapi.status;

import io.callapi.bus.TypedBus;
import io.callapi.log.LogState;
import io.callapi.proxy.LinkQuery;
import io.callapi.proxy.LinkQuery.LinkReport;
import io.callapi.proxy.LinkStatus;
import io.callapi.proxy.ProxyLoad;
import io.callapi.status.ServiceStatus.ProxyStatus;
import io.vertx.core.CompositeFuture;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** Answers how the service is, from what the units that manage the proxies report. */
public final class StatusVerticle extends VerticleBase {

  private static final Duration REPORT = Duration.ofSeconds(2);

  private final List<String> proxies;
  private final ProxyLoad load;
  private final long startedAt = System.nanoTime();

  /**
   * @param proxies by name, as they are configured
   */
  public StatusVerticle(List<String> proxies, ProxyLoad load) {
    this.proxies = List.copyOf(proxies);
    this.load = load;
  }

  @Override
  public Future<?> start() {
    bus().serve(StatusQuery.ADDRESS, query -> status());
    return Future.succeededFuture();
  }

  private TypedBus bus() {
    return new TypedBus(vertx);
  }

  private Future<ServiceStatus> status() {
    return Future.all(proxies.stream().map(this::statusOf).toList())
        .map(CompositeFuture::<ProxyStatus>list)
        .map(known -> new ServiceStatus(version(), uptimeSeconds(), LogState.now(), known));
  }

  private Future<ProxyStatus> statusOf(String proxy) {
    return bus()
        .request(LinkQuery.ADDRESS.of(proxy), new LinkQuery(), REPORT)
        .otherwise(failure -> unknown(proxy, failure))
        .map(report -> new ProxyStatus(proxy, report, load.of(proxy)));
  }

  private static LinkReport unknown(String proxy, Throwable failure) {
    String reason = "The unit that manages it does not answer: " + failure.getMessage();
    return new LinkReport(
        new LinkStatus(proxy, LinkStatus.State.DOWN, reason, Instant.now(), 1000), List.of());
  }

  private long uptimeSeconds() {
    return Duration.ofNanos(System.nanoTime() - startedAt).toSeconds();
  }

  /** As the jar's manifest has it. */
  private static String version() {
    return Objects.requireNonNullElse(
        StatusVerticle.class.getPackage().getImplementationVersion(), "(development)");
  }
}
