package io.callapi.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.config.Config;
import com.hazelcast.config.NetworkConfig;
import org.junit.jupiter.api.Test;

class ClusterNodeTest {

  private final Config config = ClusterNode.config();

  @Test
  void staysOnTheLoopbackInterface() {
    NetworkConfig network = config.getNetworkConfig();

    assertThat(config.getProperty("hazelcast.socket.bind.any")).isEqualTo("false");
    assertThat(network.getInterfaces().isEnabled()).isTrue();
    assertThat(network.getInterfaces().getInterfaces()).containsExactly("127.0.0.1");
    assertThat(network.getJoin().getMulticastConfig().isEnabled()).isFalse();
    assertThat(network.getJoin().getAutoDetectionConfig().isEnabled()).isFalse();
    assertThat(network.getJoin().getTcpIpConfig().getMembers()).containsExactly("127.0.0.1");
    assertThat(config.getProperty("hazelcast.phone.home.enabled")).isEqualTo("false");
  }

  @Test
  void keepsTheSubscriptionsOfTheEventBusAsVertxWantsThem() {
    assertThat(config.getMultiMapConfig("__vertx.subs").getValueCollectionType())
        .hasToString("SET");
    assertThat(config.getMapConfigs()).containsKeys("__vertx.haInfo", "__vertx.nodeInfo");
  }
}
