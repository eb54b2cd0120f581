package io.callapi.cli;

import com.hazelcast.config.Config;
import com.hazelcast.config.XmlConfigBuilder;
import io.callapi.config.ClusterConfig;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.EventBusOptions;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.spi.cluster.ClusterManager;
import io.vertx.spi.cluster.hazelcast.ConfigUtil;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** Makes a Vert.x that joins the other nodes, as conf/cluster.xml says. */
final class ClusterNode {

  private static final String NAME = "conf/cluster.xml";

  private ClusterNode() {}

  static Future<Vertx> join(ClusterConfig settings) {
    return join(settings, new HazelcastClusterManager(config()));
  }

  /**
   * @throws io.callapi.config.ConfigException if a file of TLS cannot be read
   */
  static Future<Vertx> join(ClusterConfig settings, ClusterManager cluster) {
    settings.requireReadableFiles();
    return Vertx.builder()
        .with(new VertxOptions().setEventBusOptions(eventBus(settings)))
        .withClusterManager(cluster)
        .buildClustered();
  }

  /** With TLS, a node needs a certificate on either side of a connection. */
  private static EventBusOptions eventBus(ClusterConfig settings) {
    EventBusOptions options = new EventBusOptions().setPort(settings.port());
    ClusterConfig.Tls tls = settings.tls();
    if (tls != null) {
      options
          .setSsl(true)
          .setClientAuth(ClientAuth.REQUIRED)
          .setKeyCertOptions(
              new PemKeyCertOptions()
                  .setCertPath(tls.certificate().toString())
                  .setKeyPath(tls.key().toString()))
          .setTrustOptions(new PemTrustOptions().addCertPath(tls.authority().toString()));
    }
    return options;
  }

  static Config config() {
    if (System.getProperty("vertx.hazelcast.config") != null) {
      return ConfigUtil.loadConfig();
    }
    try (InputStream xml = open()) {
      return new XmlConfigBuilder(xml).build();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The file where this was started, else the one in the jar. */
  private static InputStream open() throws IOException {
    Path file = Path.of(NAME);
    return Files.isRegularFile(file)
        ? Files.newInputStream(file)
        : Objects.requireNonNull(ClusterNode.class.getResourceAsStream("/" + NAME));
  }
}
