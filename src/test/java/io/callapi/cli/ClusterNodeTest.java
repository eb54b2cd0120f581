package io.callapi.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.hazelcast.config.Config;
import com.hazelcast.config.NetworkConfig;
import com.hazelcast.internal.serialization.Data;
import com.hazelcast.internal.serialization.InternalSerializationService;
import com.hazelcast.internal.serialization.impl.DefaultSerializationServiceBuilder;
import java.io.Serializable;
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

  private record OfTheProgram(String text) implements Serializable {}

  @Test
  void makesNoJavaObjectOfAMemberThatIsOfNeitherJavaNorHazelcast() {
    InternalSerializationService service =
        new DefaultSerializationServiceBuilder().setConfig(config.getSerializationConfig()).build();
    Data sent = service.toData(new OfTheProgram("x"));
    Data ofJava = service.toData(new IllegalStateException("x"));

    assertThatThrownBy(() -> service.toObject(sent))
        .hasRootCauseInstanceOf(SecurityException.class);
    assertThat(service.<Object>toObject(ofJava)).isInstanceOf(IllegalStateException.class);
  }
}
