package io.callapi.cli;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.callapi.cluster.NodeGateway;
import io.callapi.command.CommandSignal;
import io.callapi.command.CommandStatus;
import io.callapi.config.ClusterConfig;
import io.vertx.core.Vertx;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyStore;
import java.util.Base64;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** With TLS, also the secret is of no use without a certificate. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClusterTlsIT {

  private static final String PASSWORD = "changeit";

  private final LoopbackCluster cluster = new LoopbackCluster(4);

  @SuppressWarnings("NullAway.Init") // joined before the tests
  private Vertx server;

  @SuppressWarnings("NullAway.Init")
  private ClusterConfig trusted;

  @SuppressWarnings("NullAway.Init")
  private ClusterConfig foreign;

  @BeforeAll
  void start(@TempDir Path directory) throws Exception {
    trusted = tls(directory, "nodes");
    foreign = tls(directory, "others");
    server = cluster.join(trusted, HazelcastClusterManager::new);
    LoopbackCluster.serve(server, LoopbackCluster.withSecret());
  }

  @AfterAll
  void stop() throws TimeoutException {
    cluster.leave();
  }

  /** A certificate that is its own authority, made by the tool that is in every JDK. */
  private static ClusterConfig tls(Path directory, String name) throws Exception {
    Path store = directory.resolve(name + ".p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                name,
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + name,
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD)
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve(name + ".log").toFile())
            .start();
    assertThat(keytool.waitFor(60, SECONDS)).isTrue();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream file = Files.newInputStream(store)) {
      keys.load(file, PASSWORD.toCharArray());
    }
    Key key = keys.getKey(name, PASSWORD.toCharArray());
    Path keyFile = pem(directory.resolve(name + ".key"), "PRIVATE KEY", key.getEncoded());
    byte[] encoded = keys.getCertificate(name).getEncoded();
    Path certificate = pem(directory.resolve(name + ".pem"), "CERTIFICATE", encoded);
    return new ClusterConfig(LoopbackCluster.SECRET, 0, certificate, keyFile, certificate);
  }

  private static Path pem(Path file, String what, byte[] bytes) throws Exception {
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
    String lines = "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(what, text, what);
    return Files.writeString(file, lines);
  }

  @Test
  void letsNodesWithACertificateAskAndNobodyElse() throws TimeoutException {
    assertThat(outcome(trusted)).isEqualTo("nobody is at callapi.command.nothing");
    assertThat(outcome(LoopbackCluster.PLAIN)).isNotEqualTo("nobody is at callapi.command.nothing");
    assertThat(outcome(foreign)).isNotEqualTo("nobody is at callapi.command.nothing");
  }

  /** The command does not exist: that nobody is there is the signed answer of the node. */
  private String outcome(ClusterConfig settings) throws TimeoutException {
    Vertx asker = cluster.join(settings, HazelcastClusterManager::new);
    String node = new NodeGateway(server, null).nodeId();
    return new NodeGateway(asker, LoopbackCluster.SECRET)
        .request(node, CommandSignal.FROM_NODES, "nothing", new CommandSignal.StatusQuery())
        .map(CommandStatus::toString)
        .otherwise(failure -> String.valueOf(failure.getMessage()))
        .await(20, SECONDS);
  }
}
