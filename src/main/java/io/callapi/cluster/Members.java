package io.callapi.cluster;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.spi.cluster.ClusterManager;
import io.vertx.core.spi.cluster.NodeInfo;

/** The nodes that are in the cluster now, as the cluster manager of this one sees them. */
final class Members {

  private final ClusterManager manager;

  Members(Vertx vertx) {
    this.manager = ((VertxInternal) vertx).clusterManager();
  }

  String here() {
    return manager.getNodeId();
  }

  boolean contains(String node) {
    return manager.getNodes().contains(node);
  }

  /** Where the event bus of a node listens, for the log; never fails. */
  Future<String> addressOf(String node) {
    if (!contains(node)) {
      return Future.succeededFuture("no member of the cluster");
    }
    Promise<NodeInfo> info = Promise.promise();
    manager.getNodeInfo(node, info);
    return info.future().map(known -> known.host() + ":" + known.port()).otherwise("no address");
  }
}
