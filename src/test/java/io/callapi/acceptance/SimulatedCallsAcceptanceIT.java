package io.callapi.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Simulated phones that call each other without being asked to. */
class SimulatedCallsAcceptanceIT {

  @RegisterExtension final CallApiServer server = CallApiServer.on("3.6.8").calls(30);

  @Test
  void ringTalkAndAreHeld() {
    server.client().run("Echo", "up");
    CallsView view = CallsView.of(server.client(), new JsonObject());

    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                view.notifications().stream()
                    .anyMatch(each -> "CallHeld".equals(each.getString("event"))));

    view.awaits("CallRinging");
    view.awaits("CallAnswered");
    assertThat(view.calls()).hasSizeBetween(5, 30);
  }
}
