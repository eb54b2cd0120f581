package io.callapi.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.callapi.bus.BusFailure;
import io.callapi.cluster.NodeMessage.ChallengeQuery;
import io.callapi.cluster.NodeMessage.Refusal;
import io.callapi.cluster.NodeMessage.SignedRequest;
import io.callapi.cluster.NodeService.WireType;
import io.callapi.command.CommandSignal;
import io.callapi.command.CommandStatus;
import io.vertx.core.buffer.Buffer;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NodeWireTest {

  private final NodeWire wire = new NodeWire();

  /** An older release reads these: whoever has to change a line here adds a version instead. */
  @Test
  void writesWhatNodesExchangeAsOlderReleasesReadIt() {
    Map<String, Record> examples =
        Map.of(
            "command.status/1", new CommandSignal.StatusQuery(),
            "command.cancel/1", new CommandSignal.Cancel("enough, \"now\"\r\n\u00e9"),
            "command.state/1",
                new CommandStatus("c1", "CallEnd", "Ending", "Started", 7_000_000_000L));

    assertThat(types().map(WireType::name)).containsExactlyInAnyOrderElementsOf(examples.keySet());
    assertThat(types())
        .allSatisfy(
            type -> assertThat(carried(type, examples)).isEqualTo(examples.get(type.name())));
    Map<String, String> written = new TreeMap<>();
    examples.forEach((name, example) -> written.put(name, wire.json(example)));
    assertThat(written)
        .containsEntry("command.status/1", "{}")
        .containsEntry("command.cancel/1", "{\"reason\":\"enough, \\\"now\\\"\\r\\n\u00e9\"}")
        .containsEntry(
            "command.state/1",
            "{\"cmdId\":\"c1\",\"method\":\"CallEnd\",\"phase\":\"Ending\",\"lastEvent\":\"Started\","
                + "\"runningMs\":7000000000}");
  }

  private Object carried(WireType<?> type, Map<String, Record> examples) {
    Record example = Objects.requireNonNull(examples.get(type.name()));
    return wire.read("node", wire.json(example), type.type());
  }

  private static Stream<WireType<?>> types() {
    return Stream.concat(
        CommandSignal.FROM_NODES.messages().stream(), Stream.of(CommandSignal.FROM_NODES.reply()));
  }

  @Test
  void carriesTheMessagesAroundThem() {
    SignedRequest request =
        new SignedRequest("a", "b", "ch", "command.status/1", "c1", "{}", "mac");

    assertThat(wire.decode(wire.encode(request), SignedRequest.class)).isEqualTo(request);
    assertThat(wire.encode(new Refusal("no")).toString())
        .isEqualTo("{\"is\":\"refusal/1\",\"reason\":\"no\"}");
    LocalFailure failure = new LocalFailure(BusFailure.Kind.NOBODY_THERE, "nobody is at x");
    assertThat(wire.read("node", wire.json(failure), LocalFailure.class)).isEqualTo(failure);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{}",
        "{\"is\":\"request/2\"}",
        "{\"is\":\"challenge-query/1\"}",
        "{\"is\":\"challenge-query/1\",\"from\":null,\"to\":\"b\",\"mac\":\"m\"}",
        "{\"is\":\"challenge-query/1\",\"from\":\"a\",\"to\":\"b\",\"mac\":\"m\",\"more\":1}",
        "{\"is\":\"challenge-query/1\",\"from\":\"a\",\"to\":\"b\",\"mac\":\"m\"}{}",
        "{\"@class\":\"java.util.ArrayList\"}",
        "{\"is\":\"io.callapi.proxy.ProxyRequest$End\"}"
      })
  void readsNothingElse(String json) {
    assertThatThrownBy(() -> wire.decode(Buffer.buffer(json), ChallengeQuery.class))
        .isInstanceOf(Refused.class);
  }

  @Test
  void readsNothingThatIsNoBufferOrTooLarge() {
    assertThatThrownBy(() -> wire.decode("text", ChallengeQuery.class)).isInstanceOf(Refused.class);
    Buffer large = Buffer.buffer(new byte[NodeWire.LARGEST + 1]);
    assertThatThrownBy(() -> wire.decode(large, ChallengeQuery.class))
        .hasMessage("65537 bytes, more than 65536");
  }

  @Test
  void readsNoMessageOfAnotherAddress() {
    Buffer refusal = wire.encode(new Refusal("no"));

    assertThatThrownBy(() -> wire.decode(refusal, ChallengeQuery.class))
        .hasMessage("a message for another address");
  }
}
