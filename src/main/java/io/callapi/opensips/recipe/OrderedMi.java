package io.callapi.opensips.recipe;

import io.callapi.opensips.flow.Urgency;
import io.callapi.opensips.mi.MiRequest;
import io.callapi.opensips.mi.MiResult;
import io.callapi.opensips.mi.MiTransport;
import io.callapi.proxy.ProxyRequest;
import io.callapi.proxy.ProxyRequest.Order;
import io.vertx.core.Future;

/**
 * The management interface, asked in the name of one order.
 *
 * @param urgency how long its requests may wait where the proxy answers late
 * @param client for whom they are; empty for the server itself
 */
record OrderedMi(MiTransport transport, RecipeSettings settings, Urgency urgency, String client) {

  static OrderedMi of(MiTransport transport, RecipeSettings settings, Order order) {
    String client = order.client();
    return new OrderedMi(
        transport, settings, urgencyOf(order.request()), client == null ? "" : client);
  }

  private static Urgency urgencyOf(ProxyRequest<?> request) {
    return switch (request.urgency()) {
      case ENDING -> Urgency.ENDING;
      case RUNNING -> Urgency.RUNNING;
      case STARTING -> Urgency.STARTING;
      case CHECKING -> Urgency.CHECKING;
    };
  }

  /** Asks for what is answered at once. */
  Future<MiResult> ask(MiRequest request) {
    return transport.call(placed(request), settings.timeout());
  }

  /** Asks for what a phone has to answer, or the proxy in its stead when fr_timeout has passed. */
  Future<MiResult> askPhone(MiRequest request) {
    return transport.call(placed(request), settings.referTimeout());
  }

  /** Asks for what a person has to answer. */
  Future<MiResult> askPerson(MiRequest request) {
    return transport.call(placed(request), settings.inviteTimeout());
  }

  private MiRequest placed(MiRequest request) {
    return request.urgency(urgency).forClient(client);
  }
}
