package io.callapi.proxy;

import io.callapi.bus.BusFailure;
import io.callapi.bus.TypedBus;
import io.callapi.proxy.CallFailure.Reason;
import io.callapi.proxy.ProxyRequest.Order;
import io.callapi.proxy.ProxyRequest.Refused;
import io.callapi.proxy.ProxyRequest.Result;
import io.vertx.core.Future;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A proxy on the other side of the event bus. */
public final class BusProxy implements SipProxy {

  private final TypedBus bus;
  private final String name;
  private final Duration timeout;
  private final @Nullable String client;

  /**
   * @param name the proxy's name in the configuration
   * @param timeout longer than the connector's own deadlines, all of them
   */
  public BusProxy(TypedBus bus, String name, Duration timeout) {
    this(bus, name, timeout, null);
  }

  private BusProxy(TypedBus bus, String name, Duration timeout, @Nullable String client) {
    this.bus = bus;
    this.name = name;
    this.timeout = timeout;
    this.client = client;
  }

  @Override
  public SipProxy forClient(String other) {
    return new BusProxy(bus, name, timeout, other);
  }

  @Override
  public <R> Future<R> ask(ProxyRequest<R> request) {
    return bus.request(ADDRESS.of(name), new Order(client, request), timeout)
        .recover(failure -> Future.failedFuture(unreachable(failure)))
        .compose(this::resultOf);
  }

  /** The connector answers each kind of request with its kind of result. */
  @SuppressWarnings("unchecked")
  private <R> Future<R> resultOf(Result result) {
    return result.value() instanceof Refused refused
        ? Future.failedFuture(new CallFailure(refused.reason(), refused.cause()))
        : Future.succeededFuture((R) result.value());
  }

  private Throwable unreachable(Throwable failure) {
    return failure instanceof BusFailure lost && lost.kind() != BusFailure.Kind.FAILED
        ? new CallFailure(Reason.UNREACHABLE, Cause.proxy("Proxy " + name + " cannot be reached"))
        : failure;
  }
}
