package io.callapi.cli;

import static java.util.concurrent.TimeUnit.SECONDS;

import com.hazelcast.config.Config;
import io.callapi.CallApiVerticle;
import io.callapi.config.CallApiConfig;
import io.callapi.config.ClusterConfig;
import io.callapi.simulator.SimulatorOptions;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.core.spi.cluster.ClusterManager;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Nodes in this process, as in conf/cluster.xml but out of the way of other clusters. */
final class LoopbackCluster {

  static final String SECRET = "0123456789abcdef-of-the-cluster-tests";
  static final ClusterConfig PLAIN = new ClusterConfig(SECRET, 0, null, null, null);

  private final String name = "test-" + UUID.randomUUID();
  private final List<Integer> ports;
  private final List<Vertx> nodes = new ArrayList<>();

  /**
   * @param most how many nodes will join
   */
  LoopbackCluster(int most) {
    this.ports = freePorts(most).toList();
  }

  private static Stream<Integer> freePorts(int count) {
    List<ServerSocket> held = IntStream.range(0, count).mapToObj(i -> bound()).toList();
    return held.stream().map(LoopbackCluster::released);
  }

  private static ServerSocket bound() {
    try {
      return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static int released(ServerSocket socket) {
    try (socket) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  Vertx join() throws TimeoutException {
    return join(PLAIN, HazelcastClusterManager::new);
  }

  Vertx join(ClusterConfig settings, Function<Config, ClusterManager> manager)
      throws TimeoutException {
    Vertx node = ClusterNode.join(settings, manager.apply(config())).await(60, SECONDS);
    nodes.add(node);
    return node;
  }

  private Config config() {
    Config config = ClusterNode.config().setClusterName(name);
    config.getNetworkConfig().setPort(ports.get(nodes.size())).setPortAutoIncrement(false);
    List<String> addresses = ports.stream().map(port -> "127.0.0.1:" + port).toList();
    config.getNetworkConfig().getJoin().getTcpIpConfig().setMembers(addresses);
    return config;
  }

  /** Starts a server on a simulated proxy; returns where its clients connect. */
  static String serve(Vertx node, JsonObject settings) throws TimeoutException {
    JsonObject wsServer = new JsonObject().put("port", 0);
    JsonObject management = new JsonObject().put("enabled", false);
    JsonObject tree = settings.copy().put("ws_server", wsServer).put("management", management);
    CallApiVerticle server =
        new CallApiVerticle(CallApiConfig.from(tree), SimulatorOptions.defaults());
    node.deployVerticle(server).await(30, SECONDS);
    return ServerUrl.of(false, "localhost", server.port().await(10, SECONDS), "/call-api");
  }

  static JsonObject withSecret() {
    return new JsonObject().put("cluster", new JsonObject().put("secret", SECRET));
  }

  void leave() throws TimeoutException {
    for (Vertx node : nodes) {
      node.close().await(30, SECONDS);
    }
  }
}
