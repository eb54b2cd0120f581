package io.callapi.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.callapi.CallApiVerticle;
import io.callapi.LogLines;
import io.callapi.config.CallApiConfig;
import io.callapi.simulator.SimulatedOpenSips;
import io.callapi.simulator.SimulatorOptions;
import io.vertx.core.Vertx;
import io.vertx.core.datagram.DatagramSocketOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What operators and clients get wrong, and that they are told the cause and the way out. */
class WaysToGetItWrongIT {

  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

  @TempDir private Path directory;

  private final Vertx vertx = Vertx.vertx();
  private final LogLines log = new LogLines("io.callapi");

  @AfterEach
  void close() throws Exception {
    log.close();
    vertx.close().await(20, SECONDS);
  }

  // The start of the server.

  @Test
  void twoServersOnOnePort() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, LOOPBACK)) {
      int port = other.getLocalPort();

      assertThat(notServing("ws_server: {host: 127.0.0.1, port: %d}".formatted(port), 1))
          .contains("Cannot listen on tcp:127.0.0.1:" + port + " for clients: another program has")
          .contains("ss -ltnp 'sport = :" + port + "'")
          .contains("change ws_server.port");
    }
  }

  @Test
  void anAddressOfAnotherMachine() throws Exception {
    assertThat(notServing("ws_server: {host: 192.0.2.1, port: 0}", 1))
        .contains("192.0.2.1 is no address of this machine, which has ", "127.0.0.1")
        .contains("Change ws_server.host");
  }

  @Test
  void aNameToListenOnThatDoesNotResolve() throws Exception {
    assertThat(notServing("ws_server: {host: no-such-host.invalid, port: 0}", 1))
        .contains("the name no-such-host.invalid does not resolve on this machine")
        .contains("getent hosts no-such-host.invalid", "Change ws_server.host");
  }

  // The configuration.

  @Test
  void yamlThatIsNone() throws Exception {
    assertThat(notServing("mi:\n\turl: x", 2))
        .contains("c.yml line 2: is not YAML", "indent with spaces");
    assertThat(notServing("mi:\n  url: [::1]:8080", 2))
        .contains("c.yml line 2: is not YAML", "in quotes");
  }

  @Test
  void keysThatDoNotExist() throws Exception {
    assertThat(notServing("ws_server: {prt: 1}", 2))
        .contains("c.yml line 1: ws_server.prt is not a key; did you mean port?");
  }

  @Test
  void twoProxiesOfOneName() throws Exception {
    assertThat(notServing("proxies:\n  - name: east\n  - name: east", 2))
        .contains("proxies[1].name is used twice: east; give each proxy a name of its own");
  }

  @Test
  void twoProxiesWithOnePortForEvents() throws Exception {
    String one = "  - {name: %s, events: {host: 127.0.0.1, port: 5090}}\n";

    assertThat(notServing("proxies:\n" + one.formatted("a") + one.formatted("b"), 2))
        .contains("proxies[1].events.port is used twice: 5090; give each proxy a port of its own");
  }

  @Test
  void aTokenThatIsTooShort() throws Exception {
    assertThat(notServing("ws_server: {tokens: [secret]}", 2))
        .contains("ws_server.tokens[0] must be 16 to 512 characters", "openssl rand -hex 32")
        .doesNotContain("secret]");
  }

  @Test
  void aFileThatCannotBeRead() {
    CommandLineRun run = new CommandLineRun(new CallApiServer());

    assertThat(run.exitCode("serve", "--config", "/proc/self/mem")).isEqualTo(2);
    assertThat(run.err()).contains("/proc/self/mem: cannot be read: ");
  }

  @Test
  void aLogThatCannotBeWritten() throws Exception {
    assertThat(notServing("log: {file_path: /proc/none/x.log}", 2))
        .contains("log.file_path must be a file that the user '", "can write, not /proc/none");
  }

  // The proxy.

  @Test
  void aWrongPortOfManagement() throws Exception {
    int nobody = freePort();

    serve("mi", new JsonObject().put("url", "127.0.0.1:" + nobody).put("timeout", "200ms"));

    awaitInLog(
        "link to default is down: No reply from the proxy to uptime in 0.2 s"
            + " (udp:127.0.0.1:"
            + nobody
            + "); run call-api doctor");
  }

  @Test
  void aNameOfTheProxyThatDoesNotResolve() throws Exception {
    serve("mi", new JsonObject().put("url", "no-such-host.invalid:8080"));

    awaitInLog("the name no-such-host.invalid does not resolve on this machine");
    assertThat(linkLine()).contains("correct mi.url", "run call-api doctor");
  }

  @Test
  void aPortForEventsThatIsTaken() throws Exception {
    try (DatagramSocket taken = new DatagramSocket(0, LOOPBACK)) {
      int port = taken.getLocalPort();

      serve("events", new JsonObject().put("host", "127.0.0.1").put("port", port));

      awaitInLog("Cannot listen on udp:127.0.0.1:" + port + " for events of proxy default");
      assertThat(linkLine()).contains("ss -lunp 'sport = :" + port + "'", "change events.port");
    }
  }

  @Test
  void anAddressForEventsOfAnotherMachine() throws Exception {
    serve("events", new JsonObject().put("host", "192.0.2.1"));

    awaitInLog("192.0.2.1 is no address of this machine");
    assertThat(linkLine()).contains("Change events.host");
  }

  @Test
  void aStopBesideAProxyThatIsDown() throws Exception {
    CallApiVerticle server =
        serve("mi", new JsonObject().put("url", "127.0.0.1:" + freePort()).put("timeout", "9s"));

    server.shutDown().await(20, SECONDS);

    assertThat(log.all()).noneMatch(line -> line.contains("was closed"));
    assertThat(log.all()).anyMatch(line -> line.contains("its subscriptions end by events.expire"));
  }

  @Test
  void doctorBesideANameThatDoesNotResolve() throws Exception {
    assertThat(doctor("mi: {url: 'no-such-host.invalid:8080', timeout: 300ms}", 1))
        .contains("WRONG    management", "the name no-such-host.invalid does not resolve")
        .contains("mi.url: a name that `getent hosts` knows")
        .doesNotContain("opensips.cfg");
  }

  @Test
  void doctorBesideManagementOverIpv6() throws Exception {
    SimulatedOpenSips proxy = new SimulatedOpenSips(SimulatorOptions.defaults());
    vertx.deployVerticle(proxy).await(10, SECONDS);

    assertThat(doctor("mi: {url: '[::1]:%d'}".formatted(ipv6To(proxy.miPort())), 1))
        .contains("listens on udp:127.0.0.1:")
        .doesNotContain("null");
  }

  /** A port of ::1 that leads to one of 127.0.0.1. */
  private int ipv6To(int port) throws Exception {
    var front = vertx.createDatagramSocket(new DatagramSocketOptions().setIpV6(true));
    Map<SocketAddress, io.vertx.core.datagram.DatagramSocket> backs = new HashMap<>();
    front.handler(
        request ->
            backs
                .computeIfAbsent(
                    request.sender(),
                    client ->
                        vertx
                            .createDatagramSocket()
                            .handler(reply -> front.send(reply.data(), client.port(), "::1")))
                .send(request.data(), port, "127.0.0.1"));
    return front.listen(0, "::1").await(10, SECONDS).localAddress().port();
  }

  // Clients.

  @Test
  void tlsToAPortWithoutIt() throws Exception {
    int port = serveSimulated();

    String answer =
        send(port, "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003");

    assertThat(answer).isEmpty();
    awaitInLog("1 connections with TLS (wss:// or https://) refused at ws_server.port, where only");
  }

  @Test
  void aWrongPath() throws Exception {
    int port = serveSimulated();

    assertThat(send(port, get("/callapi", "Upgrade: websocket\r\nConnection: Upgrade\r\n")))
        .contains("404", "No WebSocket is here, but at /call-api.");
    assertThat(send(port, get("/callapi", "")))
        .contains("404", "There is no such page. The WebSocket is at /call-api.");
    assertThat(send(port, get("/call-api", "")))
        .contains("426", "This is the address of a WebSocket: open ws://HOST:PORT/call-api");
  }

  @Test
  void aReverseProxyThatKeepsTheHost() throws Exception {
    int port = serveSimulated();

    assertThat(send(port, "GET /status HTTP/1.1\r\nHost: crm.example.com\r\n\r\n"))
        .contains("403", "sends Host: localhost, or its name is in ws_server.origins");
  }

  private static String get(String path, String headers) {
    return "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n";
  }

  private String notServing(String configuration, int exitCode) throws IOException {
    CommandLineRun run = new CommandLineRun(new CallApiServer());

    assertThat(run.exitCode("serve", "--simulate", "--config", file(configuration)))
        .isEqualTo(exitCode);
    return run.err();
  }

  private String doctor(String configuration, int exitCode) throws IOException {
    CommandLineRun run = new CommandLineRun();

    assertThat(run.exitCode("doctor", "--config", file(configuration)))
        .as(run::out)
        .isEqualTo(exitCode);
    return run.out();
  }

  private CallApiVerticle serve(String section, JsonObject values) throws Exception {
    return serve(section, values, null);
  }

  private CallApiVerticle serve(
      String section, JsonObject values, @Nullable SimulatorOptions phones) throws Exception {
    JsonObject settings =
        new JsonObject()
            .put("ws_server", new JsonObject().put("host", "127.0.0.1").put("port", 0))
            .put("management", new JsonObject().put("enabled", false))
            .put(section, values);
    CallApiVerticle server = new CallApiVerticle(CallApiConfig.from(settings), phones);
    vertx.deployVerticle(server).await(30, SECONDS);
    return server;
  }

  private int serveSimulated() throws Exception {
    return serve("log", new JsonObject(), SimulatorOptions.defaults()).port().await(10, SECONDS);
  }

  private void awaitInLog(String text) {
    await().untilAsserted(() -> assertThat(log.all()).anyMatch(line -> line.contains(text)));
  }

  private String linkLine() {
    return log.all().stream()
        .filter(line -> line.startsWith("link to default is down"))
        .findFirst()
        .orElseThrow();
  }

  private static int freePort() throws IOException {
    try (DatagramSocket socket = new DatagramSocket(0, LOOPBACK)) {
      return socket.getLocalPort();
    }
  }

  private static String send(int port, String text) throws IOException {
    try (Socket socket = new Socket(LOOPBACK, port)) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(text.getBytes(ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
    }
  }

  private String file(String text) throws IOException {
    return Files.writeString(directory.resolve("c.yml"), text).toString();
  }
}
