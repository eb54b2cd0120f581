package io.callapi.live;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Two proxies of which one, the backup, knows the calls of the other (module clusterer). */
record ClusteredProxies(OpenSipsProcess active, OpenSipsProcess backup) implements AutoCloseable {

  static final List<String> MODULES = List.of("proto_bin", "clusterer");

  private static final Duration IN_STEP = Duration.ofSeconds(10);
  private static final int MOST_STARTS = 3;

  /**
   * Starts both, until they are in step: when they reach for each other in the same moment, one of
   * them may take the other for gone for a minute.
   */
  static ClusteredProxies start(OpenSipsBinary binary) throws IOException {
    for (int starts = 1; ; starts++) {
      ClusteredProxies both = startOnce(binary);
      try {
        Patience.await("two proxies in step", IN_STEP, both::areInStep);
        return both;
      } catch (IllegalStateException late) {
        both.close();
        if (starts == MOST_STARTS) {
          throw late;
        }
      }
    }
  }

  private static ClusteredProxies startOnce(OpenSipsBinary binary) throws IOException {
    int activePort = OpenSipsConfiguration.freePort();
    int backupPort = OpenSipsConfiguration.freePort();
    Node active = new Node(1, activePort, 2, backupPort, "active");
    Node backup = new Node(2, backupPort, 1, activePort, "backup");
    return new ClusteredProxies(
        OpenSipsProcess.start(binary, active.configuration()),
        OpenSipsProcess.start(binary, backup.configuration()));
  }

  /** Whether each tells the other of its calls. */
  private boolean areInStep() {
    return isInStep(active) && isInStep(backup);
  }

  private static boolean isInStep(OpenSipsProcess proxy) {
    return says(proxy, "clusterer_list", "\"link_state\":\"Up\"")
        && says(proxy, "clusterer_list_cap", "\"state\":\"Ok\"");
  }

  private static boolean says(OpenSipsProcess proxy, String method, String text) {
    return proxy.mi(method, new JsonObject()).encode().contains(text);
  }

  /** What one of the two is told of both. */
  private record Node(int id, int port, int otherId, int otherPort, String state) {

    OpenSipsConfiguration configuration() {
      OpenSipsConfiguration plain = OpenSipsConfiguration.onFreePorts();
      String socket = "socket=udp:127.0.0.1:" + plain.sipPort();
      return plain
          .withFault(socket, socket + " tag shared") // a call is taken over by the socket's tag
          .withFault(
              "# Processes that work on SIP over UDP.", "socket=bin:127.0.0.1:%d".formatted(port))
          .withFault("loadmodule \"proto_tcp.so\"", modules())
          .withFault(
              "modparam(\"dialog\", \"dlg_match_mode\", 1)",
              "modparam(\"dialog\", \"dlg_match_mode\", 1)\n"
                  + "modparam(\"dialog\", \"dialog_replication_cluster\", 1)")
          .withFault(
              "# sip:user@this-proxy is looked up",
              "if (is_method(\"INVITE\"))\n\t\tset_dlg_sharing_tag(\"calls\");\n\t# is looked up");
    }

    private String modules() {
      return """
          loadmodule "proto_tcp.so"
          loadmodule "proto_bin.so"
          loadmodule "clusterer.so"
          modparam("clusterer", "db_mode", 0)
          modparam("clusterer", "my_node_id", %d)
          modparam("clusterer", "my_node_info", "cluster_id=1, url=bin:127.0.0.1:%d, flags=seed")
          modparam("clusterer", "neighbor_node_info", "cluster_id=1, node_id=%d, url=bin:127.0.0.1:%d")
          modparam("clusterer", "seed_fallback_interval", 1)
          modparam("clusterer", "sharing_tag", "calls/1=%s")
          """
          .formatted(id, port, otherId, otherPort, state);
    }
  }

  @Override
  public void close() {
    active.close();
    backup.close();
  }
}
