package io.callapi.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.callapi.config.CallApiConfig;
import io.callapi.doctor.CheckOutcome.Verdict;
import io.callapi.simulator.HttpOptions;
import io.callapi.simulator.SimulatedOpenSips;
import io.callapi.simulator.SimulatorOptions;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each fault of a simulated proxy is found, and the line to change is named. */
class DoctorTest {

  private final Vertx vertx = Vertx.vertx();
  private final List<Finding> findings = new CopyOnWriteArrayList<>();

  @AfterEach
  void close() {
    vertx.close().await();
  }

  @ParameterizedTest
  @ValueSource(strings = {"3.2.12", "3.4.9", "3.6.8", "4.0.1"})
  void findsNothingWrongWithAGoodProxyAndLeavesNothingBehind(String version) {
    SimulatedOpenSips proxy = simulate(SimulatorOptions.defaults().withVersion(version));

    examine(proxy.miPort(), new JsonObject());

    assertThat(findings)
        .extracting(finding -> finding.outcome().verdict())
        .containsOnly(Verdict.OK)
        .hasSize(16);
    assertThat(found("calls become dialogs")).startsWith("404 Not Found").endsWith("dialog 1->5");
    assertThat(found("transfer progress (NOTIFY)")).startsWith("answered 200 OK");
    assertThat(found("new calls of transfers")).startsWith("recognised after");
    assertThat(proxy.subscribers()).isEmpty();
    assertThat(proxy.dialogs()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"tcp, 16, tcp:127.0.0.1:", "both, 17, udp:127.0.0.1:", "both, 17, tcp:127.0.0.1:"})
  void findsNothingWrongWhereEventsComeOverTcp(String transport, int checks, String socket) {
    SimulatedOpenSips proxy = simulate(SimulatorOptions.defaults().withVersion("3.6.8"));

    examine(proxy.miPort(), events("transport", transport));

    assertThat(findings)
        .extracting(finding -> finding.outcome().verdict())
        .containsOnly(Verdict.OK)
        .hasSize(checks);
    assertThat(found("event socket")).contains(socket);
    assertThat(found("events arrive")).contains(socket);
    assertThat(found("subscription E_CALL_HOLD")).contains(socket);
    assertThat(proxy.subscribers()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"tcp", "both"})
  void namesTheLineOfTheModuleThatSendsEventsOverTcp(String transport) {
    SimulatorOptions options = SimulatorOptions.defaults().withoutModule("event_stream");

    examine(simulate(options).miPort(), events("transport", transport));

    assertThat(fix("module event_stream")).contains("loadmodule \"event_stream.so\"");
    assertThat(found("subscription E_CALL_HOLD")).isEqualTo("needs: module event_stream");
    assertThat(wrong()).isEqualTo(1);
  }

  @Test
  void namesTheWayByWhichNoEventArrives() throws Exception {
    int miPort = simulate(SimulatorOptions.defaults()).miPort();
    JsonObject nowhere = events("advertised", "127.0.0.1:" + closedPort());
    nowhere.getJsonObject("events").put("transport", "tcp");

    examine(miPort, nowhere);

    assertThat(verdict("events arrive")).isEqualTo(Verdict.WRONG);
    assertThat(fix("events arrive")).contains("let TCP pass");
  }

  private static JsonObject events(String key, Object value) {
    return JsonObject.of("events", JsonObject.of(key, value));
  }

  @Test
  void saysThatARefusedTransferEndsLateBefore35() {
    examine(simulate(SimulatorOptions.defaults().withVersion("3.4.9")).miPort(), new JsonObject());

    assertThat(found("version")).contains("OpenSIPS 3.4").contains("by its deadline only");
    assertThat(fix("version")).contains("deadlines.transfer_start");
  }

  @Test
  void refusesAVersionBefore32() {
    examine(simulate(SimulatorOptions.defaults().withVersion("3.1.0")).miPort(), new JsonObject());

    assertThat(verdict("version")).isEqualTo(Verdict.WRONG);
    assertThat(fix("version")).contains("3.2 or later");
  }

  @ParameterizedTest
  @ValueSource(strings = {"callops", "dialog", "tm", "event_datagram"})
  void namesTheLineOfAMissingModule(String module) {
    SimulatorOptions options = SimulatorOptions.defaults().withVersion("4.0.1");

    examine(simulate(options.withoutModule(module)).miPort(), new JsonObject());

    assertThat(verdict("module " + module)).isEqualTo(Verdict.WRONG);
    assertThat(fix("module " + module)).contains("loadmodule \"" + module + ".so\"");
    assertThat(verdict("calls become dialogs")).isEqualTo(Verdict.SKIPPED);
    assertThat(verdict("long requests and replies")).isEqualTo(Verdict.OK);
    assertThat(wrong()).isEqualTo(1);
  }

  @Test
  void namesEventsAdvertisedWhereNoEventArrives() throws Exception {
    int miPort = simulate(SimulatorOptions.defaults()).miPort();
    String nowhere = "127.0.0.1:" + closedPort();

    examine(miPort, JsonObject.of("events", JsonObject.of("advertised", nowhere)));

    assertThat(verdict("subscription E_CALL_HOLD")).isEqualTo(Verdict.OK);
    assertThat(verdict("events arrive")).isEqualTo(Verdict.WRONG);
    assertThat(fix("events arrive")).contains("events.advertised").contains("now " + nowhere);
    assertThat(found("calls become dialogs")).isEqualTo("needs: events arrive");
  }

  @Test
  void namesEventsHostThatIsNoAddressOfThisMachine() {
    int miPort = simulate(SimulatorOptions.defaults()).miPort();

    examine(miPort, JsonObject.of("events", JsonObject.of("host", "192.0.2.1")));

    assertThat(verdict("event socket")).isEqualTo(Verdict.WRONG);
    assertThat(fix("event socket")).contains("events.host");
  }

  @Test
  void skipsEventsWhileARunningServerHasTheirPort() throws Exception {
    int miPort = simulate(SimulatorOptions.defaults()).miPort();
    InetAddress loopback = InetAddress.getLoopbackAddress();

    try (DatagramSocket server = new DatagramSocket(0, loopback)) {
      examine(miPort, JsonObject.of("events", JsonObject.of("port", server.getLocalPort())));
    }

    assertThat(found("event socket")).contains("is in use");
    assertThat(verdict("event socket")).isEqualTo(Verdict.SKIPPED);
    assertThat(fix("event socket")).contains("stop the server");
    assertThat(wrong()).isZero();
    assertThat(unproven()).containsExactly("events arrive", "calls become dialogs");
  }

  private List<String> unproven() {
    return findings.stream().filter(Finding::isUnproven).map(Finding::check).toList();
  }

  @Test
  void namesTheSocketOfManagementWhereNothingAnswers() throws Exception {
    int port = closedPort();

    examineTheDead(port);

    assertThat(found("management")).isEqualTo("nothing answers at udp:127.0.0.1:" + port);
    assertThat(fix("management"))
        .contains("modparam(\"mi_datagram\", \"socket_name\", \"udp:127.0.0.1:" + port + "\")")
        .contains("mi.url");
    assertThat(wrong()).isEqualTo(1);
  }

  @Test
  void measuresHttpBesideDatagrams() {
    HttpOptions http = HttpOptions.defaults().withPostBufferSize(65_536);
    SimulatedOpenSips proxy = simulate(SimulatorOptions.defaults().withHttp(http));
    String url = "http://127.0.0.1:" + proxy.httpPort() + "/mi";

    examine(proxy.miPort(), JsonObject.of("mi", JsonObject.of("http_url", url)));

    assertThat(found("management")).contains("udp:127.0.0.1:" + proxy.miPort());
    assertThat(found("management over HTTP")).contains(url);
    assertThat(wrong()).isZero();
  }

  @Test
  void namesTheBufferOfHttpThatIsTooSmallForAnInvite() {
    SimulatedOpenSips proxy =
        simulate(SimulatorOptions.defaults().withHttp(HttpOptions.defaults()));
    String url = "http://127.0.0.1:" + proxy.httpPort() + "/mi";

    examine(JsonObject.of("mi", JsonObject.of("http_url", url, "timeout", "3s")));

    assertThat(verdict("management")).isEqualTo(Verdict.OK);
    assertThat(fix("long requests and replies")).contains("post_buf_size");
  }

  @Test
  void takesAPausedProxyForOneThatDoesNotAnswer() {
    SimulatedOpenSips proxy = simulate(SimulatorOptions.defaults());
    proxy.pause();

    examineTheDead(proxy.miPort());

    assertThat(verdict("management")).isEqualTo(Verdict.WRONG);
    assertThat(verdict("module callops")).isEqualTo(Verdict.SKIPPED);
  }

  private SimulatedOpenSips simulate(SimulatorOptions options) {
    SimulatedOpenSips proxy =
        new SimulatedOpenSips(options.withTiming(options.timing().withoutDelays()));
    vertx.deployVerticle(proxy).await();
    return proxy;
  }

  private void examine(int miPort, JsonObject more) {
    examine(miPort, "3s", more);
  }

  private void examineTheDead(int miPort) {
    examine(miPort, "300ms", new JsonObject());
  }

  private void examine(int miPort, String timeout, JsonObject more) {
    JsonObject mi = JsonObject.of("url", "127.0.0.1:" + miPort, "timeout", timeout);
    examine(JsonObject.of("mi", mi).mergeIn(more, true));
  }

  private void examine(JsonObject tree) {
    CallApiConfig config = CallApiConfig.from(tree);
    new Doctor(vertx, config.proxies().get(0), findings::add).examine().await();
  }

  private Verdict verdict(String check) {
    return outcome(check).verdict();
  }

  private String found(String check) {
    return outcome(check).found();
  }

  private String fix(String check) {
    return outcome(check).fix();
  }

  private long wrong() {
    return findings.stream().filter(finding -> !finding.isHarmless()).count();
  }

  private CheckOutcome outcome(String check) {
    return findings.stream()
        .filter(f -> f.check().equals(check))
        .findFirst()
        .orElseThrow()
        .outcome();
  }

  private static int closedPort() throws SocketException {
    try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
