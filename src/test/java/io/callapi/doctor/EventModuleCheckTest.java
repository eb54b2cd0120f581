package io.callapi.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.callapi.config.CallApiConfig;
import io.callapi.doctor.CheckOutcome.Verdict;
import io.callapi.opensips.mi.MiRequest;
import io.callapi.opensips.mi.MiResult;
import io.callapi.opensips.mi.MiTransport;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventModuleCheckTest {

  private final Vertx vertx = Vertx.vertx();

  private record Eventless() implements MiTransport {

    @Override
    public Future<MiResult> call(MiRequest request, Duration deadline) {
      return Future.succeededFuture(new MiResult(JsonObject.of("Events", new JsonArray())));
    }

    @Override
    public Future<Void> close() {
      return Future.succeededFuture();
    }
  }

  @AfterEach
  void close() {
    vertx.close().await();
  }

  @Test
  void cannotTellWhereTheProxyListsNoEventToTryItWith() {
    Patient patient =
        new Patient(vertx, CallApiConfig.defaults().proxies().get(0), new Eventless());

    CheckOutcome outcome = EventModuleCheck.STREAM.run(patient).await();

    assertThat(outcome.verdict()).isEqualTo(Verdict.SKIPPED);
    assertThat(outcome.found()).isEqualTo("the proxy lists no events");
  }

  @ParameterizedTest
  @CsvSource({
    "http://h/mi, 80",
    "https://h/mi, 443",
    "HTTPS://h/mi, 443",
    "https://h:8443/mi, 8443",
    "http://h:8888/mi, 8888"
  })
  void namesThePortThatAnAddressMeans(URI url, int port) {
    JsonObject mi = JsonObject.of("http_url", url.toString());
    CallApiConfig config = CallApiConfig.from(JsonObject.of("mi", mi));

    ManagementAccess.Way way = ManagementAccess.ways(vertx, config.proxies().get(0).mi()).get(0);

    assertThat(way.fix()).contains("modparam(\"httpd\", \"port\", " + port + ")");
  }
}
