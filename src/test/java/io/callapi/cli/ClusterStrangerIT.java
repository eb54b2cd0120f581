package io.callapi.cli;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.callapi.LogLines;
import io.callapi.bus.Addresses;
import io.callapi.bus.Addresses.Known;
import io.callapi.bus.BusFailure;
import io.callapi.cluster.NodeGateway;
import io.callapi.command.CommandSignal;
import io.callapi.command.CommandStatus;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryContext;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.eventbus.impl.clustered.ClusteredMessage;
import io.vertx.core.json.JsonObject;
import io.vertx.core.spi.cluster.NodeInfo;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * A stranger has joined the cluster with the same program, but without the secret: it reaches no
 * command, and hears of none.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClusterStrangerIT {

  private static final String WRONG = "0123456789abcdef-of-another-cluster";

  private final LoopbackCluster cluster = new LoopbackCluster(3);
  private final LogLines log = new LogLines("io.callapi.cluster");
  private final List<String> told = new CopyOnWriteArrayList<>();
  private final List<String> names = Addresses.all().stream().map(Known::name).toList();
  private final Set<String> fromOthers = ConcurrentHashMap.newKeySet();

  @SuppressWarnings("NullAway.Init") // joined before the tests
  private Vertx server;

  @SuppressWarnings("NullAway.Init")
  private Vertx stranger;

  @SuppressWarnings("NullAway.Init")
  private HazelcastClusterManager ofStranger;

  @SuppressWarnings("NullAway.Init")
  private String url;

  @SuppressWarnings("NullAway.Init")
  private String node;

  @SuppressWarnings("NullAway.Init")
  private String victim;

  @SuppressWarnings("NullAway.Init")
  private Future<Boolean> call;

  @BeforeAll
  void start() throws TimeoutException {
    server = cluster.join();
    stranger =
        cluster.join(
            LoopbackCluster.PLAIN, config -> ofStranger = new HazelcastClusterManager(config));
    url = LoopbackCluster.serve(server, LoopbackCluster.withSecret());
    LoopbackCluster.serve(stranger, new JsonObject());
    node = new NodeGateway(server, null).nodeId();
    server.eventBus().addInboundInterceptor(this::note);
  }

  private void note(DeliveryContext<Object> delivery) {
    if (delivery.message() instanceof ClusteredMessage<?, ?> message && message.isFromWire()) {
      fromOthers.add(message.address());
    }
    delivery.next();
  }

  @AfterAll
  void stop() throws TimeoutException {
    log.close();
    cluster.leave();
  }

  @BeforeEach
  void callAPhoneThatRingsAndRings() {
    told.clear();
    victim = "victim-" + UUID.randomUUID();
    call = RingingCall.start(server, url, victim, told);
    await().until(() -> !told.isEmpty());
  }

  /** Whatever was tried, the call still rings; only who knows the secret ends it. */
  @AfterEach
  void endTheCallAsANodeThatMay() throws TimeoutException {
    NodeGateway trusted = new NodeGateway(stranger, LoopbackCluster.SECRET);
    assertThat(ask(trusted, new CommandSignal.StatusQuery()).await(10, SECONDS).lastEvent())
        .isEqualTo("Started");
    assertThat(told).hasSize(1);

    ask(trusted, new CommandSignal.Cancel("The test is over")).await(10, SECONDS);

    assertThat(call.await(10, SECONDS)).isFalse();
    assertThat(fromOthers)
        .allMatch(address -> address.startsWith("callapi.cluster.") && address.endsWith(node));
  }

  private Future<CommandStatus> ask(NodeGateway gateway, CommandSignal signal) {
    return gateway.request(node, CommandSignal.FROM_NODES, victim, signal);
  }

  @Test
  void asksNothingWithoutASecret() {
    NodeGateway without = new NodeGateway(stranger, null);

    assertThatThrownBy(() -> ask(without, new CommandSignal.Cancel("x")).await(10, SECONDS))
        .isInstanceOf(BusFailure.class)
        .hasMessage("no cluster.secret");
  }

  @Test
  void isRefusedWithAnotherSecretAndNamedInTheLogOnce() throws TimeoutException {
    NodeGateway wrong = new NodeGateway(stranger, WRONG);

    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> ask(wrong, new CommandSignal.Cancel("x")).await(10, SECONDS))
          .isInstanceOf(BusFailure.class)
          .hasMessage("node %s: its cluster.secret is another one", node);
    }

    await().until(() -> log.all().stream().anyMatch(line -> line.contains("another one")));
    assertThat(log.all().stream().filter(line -> line.contains("another one")))
        .singleElement()
        .asString()
        .contains(wrong.nodeId(), "(127.0.0.1:" + portOf(wrong.nodeId()) + ")", "another one");
    assertThat(log.all()).noneMatch(line -> line.contains(LoopbackCluster.SECRET));
  }

  @Test
  void isNamedInTheLogWhenItAsksWithTheSecret() throws TimeoutException {
    NodeGateway trusted = new NodeGateway(stranger, LoopbackCluster.SECRET);

    ask(trusted, new CommandSignal.StatusQuery()).await(10, SECONDS);

    String line =
        "node %s (127.0.0.1:%d) asks command.status/1 of callapi.command.%s"
            .formatted(trusted.nodeId(), portOf(trusted.nodeId()), victim);
    await().untilAsserted(() -> assertThat(log.all()).contains(line));
  }

  /** Past the cluster, straight to the port of the event bus, to each address that there is. */
  @Test
  void reachesNoAddressAtThePortOfTheEventBus() throws TimeoutException {
    List<String> addresses = names.stream().map(this::complete).toList();
    assertThat(addresses).contains("callapi.command." + victim, "callapi.proxy.default");
    EventBusPeer peer = EventBusPeer.connect(stranger, portOf(node));

    addresses.forEach(peer::sendAndPublishToEach);
    peer.awaitPong();

    await().until(() -> fromOthers.contains("callapi.cluster.node." + node));
  }

  private String complete(String address) {
    return switch (address) {
      case "callapi.command." -> address + victim;
      case "callapi.commands." -> address + "0";
      case "callapi.cluster.node.", "callapi.cluster.challenge." -> address + node;
      default -> address.endsWith(".") ? address + "default" : address;
    };
  }

  @Test
  void hearsNothingAtTheAddressesOfTheServer() throws TimeoutException {
    List<String> heard = new CopyOnWriteArrayList<>();
    List<String> addresses =
        names.stream()
            .map(this::complete)
            .filter(address -> !address.startsWith("callapi.cluster."))
            .toList();
    for (String address : addresses) {
      MessageConsumer<Object> ear =
          stranger.eventBus().consumer(address, message -> heard.add(message.address()));
      ear.completion().await(10, SECONDS);
    }

    RingingCall.endUnknown(server, url).await(10, SECONDS);

    assertThat(heard).isEmpty();
  }

  @Test
  void cannotAnswerInPlaceOfTheNodeThatWasAsked() throws TimeoutException {
    String answer =
        "{\"is\":\"reply/1\",\"type\":\"command.state/1\",\"body\":\"{}\",\"mac\":\"\"}";
    MessageConsumer<Object> ear =
        stranger
            .eventBus()
            .consumer(
                "callapi.cluster.node." + node, message -> message.reply(Buffer.buffer(answer)));
    ear.completion().await(10, SECONDS);
    NodeGateway trusted = new NodeGateway(server, LoopbackCluster.SECRET);
    NodeGateway asker = new NodeGateway(stranger, LoopbackCluster.SECRET);
    assertThat(trusted.nodeId()).isEqualTo(node);

    List<String> outcomes = askSeveralTimes(asker);
    ear.unregister().await(10, SECONDS);

    assertThat(outcomes)
        .containsOnly("Started", "node " + node + ": the signature of its answer is not right");
    // The cluster hears a moment later that the consumer has gone.
    await().untilAsserted(() -> assertThat(askSeveralTimes(asker)).containsOnly("Started"));
  }

  /** As often as it takes for each consumer to have its turn. */
  private List<String> askSeveralTimes(NodeGateway asker) throws TimeoutException {
    List<String> outcomes = new CopyOnWriteArrayList<>();
    for (int i = 0; i < 4; i++) {
      outcomes.add(outcome(ask(asker, new CommandSignal.StatusQuery())));
    }
    return outcomes;
  }

  private static String outcome(Future<CommandStatus> answer) throws TimeoutException {
    return answer
        .map(CommandStatus::lastEvent)
        .otherwise(failure -> String.valueOf(failure.getMessage()))
        .await(10, SECONDS);
  }

  /** A server without the secret is a stranger, too: it offers nothing to the cluster. */
  @Test
  void offersNothingToTheOthers() {
    Set<?> offered = ofStranger.getHazelcastInstance().getMultiMap("__vertx.subs").keySet();
    assertThat(offered.stream().map(Object::toString))
        .containsExactlyInAnyOrder(
            "callapi.cluster.node." + node, "callapi.cluster.challenge." + node);
  }

  private int portOf(String id) throws TimeoutException {
    Promise<NodeInfo> info = Promise.promise();
    ofStranger.getNodeInfo(id, info);
    return info.future().await(10, SECONDS).port();
  }
}
