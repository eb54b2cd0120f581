package io.callapi.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.callapi.config.CallApiConfig;
import io.callapi.doctor.CheckOutcome.Verdict;
import io.callapi.doctor.Doctor;
import io.callapi.doctor.Finding;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The doctor finds nothing wrong with {@code conf/opensips.cfg}, and each fault put into it. */
@LiveProxy
class LiveDoctorIT {

  private static final String NOTIFY_RULE = "if (!call_transfer_notify())";
  private static final String CALLS = "calls become dialogs";
  private static final String PROGRESS = "transfer progress (NOTIFY)";

  private final Vertx vertx = Vertx.vertx();
  private final List<Finding> findings = new CopyOnWriteArrayList<>();

  @AfterEach
  void close() {
    vertx.close().await();
  }

  @Test
  void findsNothingWrongWithAGoodProxyAndLeavesItUnharmed(OpenSipsProcess proxy) {
    examine(proxy.miPort(), proxy.sipUri());

    assertThat(findings).filteredOn(finding -> finding.outcome().verdict() != Verdict.OK).isEmpty();
    assertThat(proxy.isAlive()).isTrue();
    assertThat(proxy.dialogs()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"tcp", "both"})
  void findsNothingWrongWhereEventsComeOverTcp(String transport, OpenSipsProcess proxy) {
    examine(proxy.miPort(), proxy.sipUri(), transport);

    assertThat(findings).filteredOn(finding -> finding.outcome().verdict() != Verdict.OK).isEmpty();
    assertThat(findings).anyMatch(finding -> finding.toText().contains("at tcp:"));
    assertThat(proxy.isAlive()).isTrue();
  }

  @Test
  void namesTheLineThatLoadsEventStream() throws Exception {
    OpenSipsConfiguration faulty = faultless().withFault("loadmodule \"event_stream.so\"", "");
    OpenSipsBinary binary = OpenSipsBinary.find().orElseThrow();
    try (OpenSipsProcess proxy = OpenSipsProcess.start(binary, faulty)) {
      examine(proxy.miPort(), proxy.sipUri(), "tcp");
    }

    assertThat(only(Verdict.WRONG).toText()).contains("loadmodule \"event_stream.so\"");
  }

  @Test
  void namesSipUriThatDoesNotReachTheProxy(OpenSipsProcess proxy) {
    examine(proxy.miPort(), "sip:127.0.0.1:9");

    assertThat(only(Verdict.WRONG).check()).isEqualTo(CALLS);
    assertThat(only(Verdict.WRONG).toText())
        .contains("408 Request Timeout")
        .contains("sip.uri")
        .contains("socket=udp:");
  }

  @Test
  void namesTheLineThatLoadsCallops() throws Exception {
    examineFaulty(
        faultless()
            .withFault("loadmodule \"callops.so\"", "")
            .withFault(NOTIFY_RULE + "\n\t\tsend_reply", "send_reply"));

    assertThat(only(Verdict.WRONG).toText()).contains("loadmodule \"callops.so\"");
  }

  @Test
  void namesTheLinesThatMakeADialog() throws Exception {
    examineFaulty(
        faultless().withFault("is_method(\"INVITE\") && !create_dialog()", "is_method(\"PRACK\")"));

    assertThat(only(Verdict.WRONG).check()).isEqualTo(CALLS);
    assertThat(only(Verdict.WRONG).toText())
        .contains("404 Not Found")
        .contains("create_dialog()")
        .contains("record_route()");
  }

  @Test
  void namesTheRuleThatAnswersNotify() throws Exception {
    examineFaulty(faultless().withFault("=~ \"^refer *(;|$)\"", "== \"refer\""));

    assertThat(only(Verdict.WRONG).check()).isEqualTo(PROGRESS);
    assertThat(only(Verdict.WRONG).toText())
        .contains("passed on to the other phone")
        .contains("call_transfer_notify()");
  }

  @Test
  void namesTheRuleThatAccepts100Trying() throws Exception {
    examineFaulty(faultless().withFault("\"^SIP/2.0 100\"", "\"^never\""));

    assertThat(only(Verdict.WRONG).check()).isEqualTo(PROGRESS);
    assertThat(only(Verdict.WRONG).toText()).contains("480").contains("SIP/2.0 100");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "modparam(\"callops\", \"match_param\", \"transferid\")",
        "modparam(\"callops\", \"mode\", \"manual\")"
      })
  void namesTheParameterByWhichNewCallsAreNotRecognised(String line) throws Exception {
    String load = "loadmodule \"callops.so\"";
    examineFaulty(faultless().withFault(load, load + "\n" + line));

    assertThat(only(Verdict.WRONG).check()).isEqualTo("new calls of transfers");
    assertThat(only(Verdict.WRONG).toText()).contains("match_param").contains("osid");
  }

  private static OpenSipsConfiguration faultless() {
    return OpenSipsConfiguration.onFreePorts();
  }

  private void examineFaulty(OpenSipsConfiguration configuration) throws IOException {
    OpenSipsBinary binary = OpenSipsBinary.find().orElseThrow();
    try (OpenSipsProcess proxy = OpenSipsProcess.start(binary, configuration)) {
      examine(proxy.miPort(), proxy.sipUri());
    }
  }

  private void examine(int miPort, String sipUri) {
    examine(miPort, sipUri, "udp");
  }

  private void examine(int miPort, String sipUri, String transport) {
    JsonObject tree =
        new JsonObject()
            .put("mi", JsonObject.of("url", "127.0.0.1:" + miPort))
            .put("sip", JsonObject.of("uri", sipUri))
            .put("events", JsonObject.of("transport", transport));
    CallApiConfig config = CallApiConfig.from(tree);
    new Doctor(vertx, config.proxies().get(0), findings::add).examine().await();
  }

  private Finding only(Verdict verdict) {
    assertThat(findings).filteredOn(f -> f.outcome().verdict() == verdict).hasSize(1);
    return findings.stream()
        .filter(f -> f.outcome().verdict() == verdict)
        .findFirst()
        .orElseThrow();
  }
}
