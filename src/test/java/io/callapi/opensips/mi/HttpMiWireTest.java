package io.callapi.opensips.mi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.JksOptions;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.ext.web.client.WebClientOptions;
import io.vertx.junit5.VertxExtension;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What is on the wire: one write for each request, and TLS where the address says so. */
@ExtendWith(VertxExtension.class)
class HttpMiWireTest {

  private static final Duration LONG = Duration.ofSeconds(8);
  private static final String PASSWORD = "changeit";

  @Test
  void writesHeadersAndBodyAtOnce(Vertx vertx) throws Exception {
    List<String> read = new CopyOnWriteArrayList<>();
    NetServer server =
        vertx
            .createNetServer(new NetServerOptions().setReceiveBufferSize(65_536))
            .connectHandler(socket -> socket.handler(data -> read.add(data.toString())));
    OnLoop.await(server.listen(0, "127.0.0.1"));
    URI address = URI.create("http://127.0.0.1:" + server.actualPort() + "/mi");
    OnLoop mi = open(vertx, address, new WebClientOptions());
    MiRequest invite = MiRequest.once("silent").with("headers", "x".repeat(3000));
    Throwable silence = catchThrowable(() -> mi.call(invite, Duration.ofMillis(300)));

    assertThat(silence).isInstanceOf(NoReplyException.class);
    assertThat(read).hasSize(1);
    assertThat(read.get(0)).startsWith("POST /mi HTTP/1.1\r\n").endsWith("}");
  }

  @Test
  void speaksTlsAndTrustsOnlyWhomItMay(Vertx vertx, @TempDir Path folder) throws Exception {
    JksOptions keys = selfSigned(folder.resolve("keys.jks"));
    FakeHttpMi server =
        new FakeHttpMi(
            vertx, new FakeMi(vertx), new HttpServerOptions().setSsl(true).setKeyCertOptions(keys));
    int port = OnLoop.await(server.listen(0)).getPort();
    URI address = URI.create("https://127.0.0.1:" + port + "/mi");
    OnLoop trusting = open(vertx, address, new WebClientOptions().setTrustOptions(keys));
    OnLoop careful = open(vertx, address, new WebClientOptions());

    assertThat(trusting.call(MiRequest.once("echo").with("a", "b"), LONG).at("a").text())
        .isEqualTo("b");
    assertThat(catchThrowable(() -> careful.call(MiRequest.once("echo"), LONG)))
        .isInstanceOf(NoReplyException.class);
  }

  private static OnLoop open(Vertx vertx, URI address, WebClientOptions options) throws Exception {
    return OnLoop.open(
        vertx, () -> Future.succeededFuture(new HttpMi(vertx, address, null, null, options)));
  }

  private static JksOptions selfSigned(Path file) throws Exception {
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "RSA",
                "-alias",
                "mi",
                "-dname",
                "CN=127.0.0.1",
                "-ext",
                "san=ip:127.0.0.1",
                "-storetype",
                "JKS",
                "-storepass",
                PASSWORD,
                "-keypass",
                PASSWORD,
                "-keystore",
                file.toString())
            .redirectErrorStream(true)
            .redirectOutput(Redirect.DISCARD)
            .start();
    assertThat(keytool.waitFor()).isZero();
    return new JksOptions().setPath(file.toString()).setPassword(PASSWORD);
  }
}
