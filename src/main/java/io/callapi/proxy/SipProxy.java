package io.callapi.proxy;

import io.callapi.bus.Address;
import io.callapi.proxy.ProxyRequest.Order;
import io.callapi.proxy.ProxyRequest.Result;
import io.vertx.core.Future;

/** A SIP proxy that can be asked to act on calls. */
@FunctionalInterface
public interface SipProxy {

  /** {@code callapi.proxy.<name of the proxy>} (request): one consumer on each node. */
  Address.Family<Order, Result> ADDRESS =
      new Address.Family<>("callapi.proxy", Order.class, Result.class);

  /**
   * Has a request carried out.
   *
   * @return its result; fails with a {@link CallFailure}
   */
  <R> Future<R> ask(ProxyRequest<R> request);

  /** The same proxy, asked in the name of a client. */
  default SipProxy forClient(String client) {
    return this;
  }
}
