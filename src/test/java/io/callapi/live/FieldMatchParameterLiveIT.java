package io.callapi.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.callapi.config.CallApiConfig;
import io.callapi.doctor.CheckOutcome.Verdict;
import io.callapi.doctor.Doctor;
import io.callapi.doctor.Finding;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The proxy looks for another mark in the new call of a transfer than Call API sets. */
@LiveProxy(ProxyVariant.OTHER_MATCH_PARAMETER)
class FieldMatchParameterLiveIT {

  private static final Duration SHORTLY = Duration.ofSeconds(2);

  private OpenSipsProcess proxy;
  private LiveCalls calls;

  @BeforeEach
  void takeOver(OpenSipsProcess proxy, LiveCalls calls) {
    this.proxy = proxy;
    this.calls = calls;
  }

  @Test
  void startsACallWithoutAnEventOfTheTransfer() {
    CommandRun run = calls.commands().start("alice", "bob").awaitEnd();
    calls.leavesCallOf(run.newCall(), "alice", "bob");

    assertThat(run.timeTo("CalleeAnswered")).isLessThan(SHORTLY);
  }

  @ParameterizedTest
  @CsvSource({"callee, bob", "caller, alice"})
  void transfersACallWithoutAnEventOfTheTransfer(String leg, String transferred) {
    String call = calls.establish("alice", "bob");

    CommandRun run = calls.commands().blind(call, leg, "carol").awaitEnd();
    calls.leavesCallOf(run.newCall(), transferred, "carol");

    assertThat(run.timeTo("TransferSuccessful")).isLessThan(SHORTLY);
  }

  @Test
  void keepsTheCallOfABusyDestination() {
    String call = calls.establish("alice", "bob");
    calls.leavesCallOf(call, "alice", "bob");

    CommandRun run = calls.commands().blind(call, "callee", "busy").awaitEnd();

    assertThat(run.events()).endsWith("Error", "Ended");
    assertThat(run.timeTo("Error")).isLessThan(SHORTLY);
    assertThat(run.cause().getString("source")).isEqualTo("sip");
  }

  @Test
  void isToldByTheDoctor() {
    List<Finding> findings = new CopyOnWriteArrayList<>();
    JsonObject tree =
        JsonObject.of(
            "mi", JsonObject.of("url", proxy.host() + ":" + proxy.miPort()),
            "sip", JsonObject.of("uri", proxy.sipUri()));
    Vertx vertx = Vertx.vertx();
    new Doctor(vertx, CallApiConfig.from(tree).proxies().get(0), findings::add).examine().await();
    vertx.close().await();

    assertThat(findings)
        .filteredOn(finding -> finding.outcome().verdict() != Verdict.OK)
        .singleElement()
        .satisfies(finding -> assertThat(finding.toText()).contains("match_param", "osid"));
  }
}
