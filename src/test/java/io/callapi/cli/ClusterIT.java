package io.callapi.cli;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.hazelcast.config.Config;
import io.callapi.bus.BusFailure;
import io.callapi.bus.TypedBus;
import io.callapi.cluster.NodeGateway;
import io.callapi.command.CommandSignal;
import io.callapi.command.CommandStatus;
import io.vertx.core.Completable;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.spi.cluster.RegistrationInfo;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Two nodes in one process: the commands of one can be reached from the other. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClusterIT {

  private final LoopbackCluster cluster = new LoopbackCluster(2);
  private final List<String> told = new CopyOnWriteArrayList<>();

  @SuppressWarnings("NullAway.Init") // joined before the tests
  private Vertx here;

  @SuppressWarnings("NullAway.Init")
  private Vertx there;

  @SuppressWarnings("NullAway.Init")
  private WatchedCluster watched;

  @SuppressWarnings("NullAway.Init")
  private String url;

  @BeforeAll
  void startTwoNodes() throws Exception {
    there = cluster.join(LoopbackCluster.PLAIN, config -> watched = new WatchedCluster(config));
    here = cluster.join();
    url = LoopbackCluster.serve(there, LoopbackCluster.withSecret());
    LoopbackCluster.serve(here, LoopbackCluster.withSecret());
  }

  @AfterAll
  void stop() throws TimeoutException {
    cluster.leave();
  }

  @Test
  void askAndCancelACommandThatRunsOnTheOther() throws TimeoutException {
    Future<Boolean> end = call("there-1");
    await().until(() -> !told.isEmpty());

    CommandStatus status = ask("there-1", new CommandSignal.StatusQuery());
    assertThat(status)
        .isEqualTo(
            new CommandStatus(
                "there-1", "CallStart", status.phase(), "Started", status.runningMs()));
    ask("there-1", new CommandSignal.Cancel("Somebody on another node has had enough"));

    assertThat(end.await(10, SECONDS)).isFalse();
    assertThat(told.get(1)).contains("\"Error\"", "Somebody on another node has had enough");
    assertThat(told.get(2)).contains("\"Ended\"");
  }

  @Test
  void knowThatACommandHasEnded() {
    assertThatThrownBy(() -> ask("nothing", new CommandSignal.StatusQuery()))
        .isInstanceOfSatisfying(
            BusFailure.class, e -> assertThat(e.kind()).isEqualTo(BusFailure.Kind.NOBODY_THERE));
  }

  @Test
  void doNotAskWhatIsNotForOtherNodes() {
    assertThatThrownBy(() -> ask("there-1", new CommandSignal.ClientGone("a session")))
        .hasMessageContaining("is not for other nodes");
  }

  @Test
  void keepTheAddressesOfTheirCommandsToThemselves() throws TimeoutException {
    Future<Boolean> end = call("there-2");
    await().until(() -> !told.isEmpty());

    Future<CommandStatus> answer =
        new TypedBus(here)
            .request(
                CommandSignal.ADDRESS.of("there-2"),
                new CommandSignal.StatusQuery(),
                Duration.ofSeconds(5));

    assertThatThrownBy(() -> answer.await(10, SECONDS)).hasMessageContaining("nobody");
    ask("there-2", new CommandSignal.Cancel("The test is over"));
    assertThat(end.await(10, SECONDS)).isFalse();
  }

  @Test
  void askTheClusterForNoAddressOfTheirOwn() throws TimeoutException {
    Future<Boolean> end = call("there-3");
    await().until(() -> !told.isEmpty());
    ask("there-3", new CommandSignal.Cancel("The test is over"));
    end.await(10, SECONDS);

    assertThat(watched.lookedUp).allMatch(address -> address.startsWith("callapi.cluster."));
  }

  /** Has the other node call a phone that rings and rings; true if that goes well. */
  private Future<Boolean> call(String cmdId) {
    told.clear();
    return RingingCall.start(here, url, cmdId, told);
  }

  private CommandStatus ask(String cmdId, CommandSignal signal) throws TimeoutException {
    String node = new NodeGateway(there, LoopbackCluster.SECRET).nodeId();
    return new NodeGateway(here, LoopbackCluster.SECRET)
        .request(node, CommandSignal.FROM_NODES, cmdId, signal)
        .await(10, SECONDS);
  }

  /** Notes which addresses its node asks the cluster for. */
  private static final class WatchedCluster extends HazelcastClusterManager {

    private final Set<String> lookedUp = ConcurrentHashMap.newKeySet();

    WatchedCluster(Config config) {
      super(config);
    }

    @Override
    public void getRegistrations(
        String address, Completable<List<RegistrationInfo>> registrations) {
      lookedUp.add(address);
      super.getRegistrations(address, registrations);
    }
  }
}
