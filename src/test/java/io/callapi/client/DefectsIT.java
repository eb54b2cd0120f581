package io.callapi.client;

import static io.callapi.client.Requests.echo;
import static io.callapi.client.Requests.errorCode;
import static org.assertj.core.api.Assertions.assertThat;

import io.callapi.command.CommandType;
import io.callapi.command.Step;
import io.callapi.command.Subject;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;

/** A defect of this program is answered, never met with silence. */
class DefectsIT {

  record NoParams() {}

  private static final CommandType<NoParams> UNREADABLE =
      new CommandType<>(
          "Echo",
          parameters -> {
            throw new IllegalStateException("a defect on purpose");
          },
          NoParams.class,
          params -> new Subject.Nothing(),
          null,
          beginning -> Step.end());

  @Test
  void answersAnInternalErrorToARequestThatItFailsToRead() {
    try (TestServer server = TestServer.startWith(UNREADABLE)) {
      WsClient client = server.connect();

      client.send(echo("1", "c"));
      client.send("[" + echo("2", "d") + "]");

      JsonObject reply = client.next();
      assertThat(errorCode(reply)).isEqualTo(-32603);
      assertThat(reply.getString("id")).isEqualTo("1");
      assertThat(reply.getJsonObject("error").containsKey("data")).isFalse();
      assertThat(errorCode(client.nextArray().getJsonObject(0))).isEqualTo(-32603);
      client.expectNothingMore();
    }
  }
}
