package io.callapi.client;

import io.callapi.bus.TypedBus;
import io.callapi.client.session.Nodes;
import io.callapi.client.session.OpenedSessions;
import io.callapi.client.session.Reception;
import io.callapi.jsonrpc.JsonRpcCodec;
import io.vertx.core.Vertx;
import java.util.Set;

/**
 * What all sessions of an event loop have in common.
 *
 * @param opened those of this node that outlive their connections
 * @param receptions those of this event loop
 */
record SessionTools(
    Vertx vertx,
    ClientSettings settings,
    RequestReader reader,
    OpenedSessions opened,
    JsonRpcCodec codec,
    Set<Reception> receptions) {

  TypedBus bus() {
    return new TypedBus(vertx);
  }

  Nodes nodes() {
    return new Nodes(bus(), opened.gateway());
  }
}
