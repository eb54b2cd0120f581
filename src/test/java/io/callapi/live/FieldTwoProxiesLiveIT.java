package io.callapi.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.callapi.CallApiVerticle;
import io.callapi.config.CallApiConfig;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two real proxies share their calls, and only one of them may change a call. */
class FieldTwoProxiesLiveIT {

  private static final Duration REPLICATED = Duration.ofSeconds(10);
  private static final int BACKUP = 403;

  private final Vertx vertx = Vertx.vertx();
  private ClusteredProxies proxies;
  private PhoneFarm phones;

  @BeforeEach
  void start() throws Exception {
    Optional<OpenSipsBinary> binary = OpenSipsBinary.find();
    assumeTrue(binary.filter(it -> it.hasModules(ClusteredProxies.MODULES)).isPresent());
    proxies = ClusteredProxies.start(binary.orElseThrow());
    phones = PhoneFarm.start(proxies.active().host(), proxies.active().sipPort());
  }

  @AfterEach
  void stop() {
    vertx.close().await();
    if (proxies != null) {
      phones.close();
      proxies.close();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void endsACallAtTheProxyThatMayEndIt(boolean backupFirst) {
    String call = replicatedCall();
    LiveCommands commands = serveBeside(backupFirst);

    CommandRun end = commands.end(call).awaitEnd();

    assertThat(end.events()).containsExactly("Started", "Ended");
    await().until(() -> phones.dialogs().isEmpty());
    assertThat(proxies.active().dialogs()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void transfersACallAtTheProxyThatMayChangeIt(boolean backupFirst) {
    String call = replicatedCall();
    LiveCommands commands = serveBeside(backupFirst);

    CommandRun transfer = commands.blind(call, "callee", "carol").awaitEnd();

    assertThat(phones.parties(transfer.newCall())).containsExactly("bob", "carol");
    await().until(() -> phones.parties(call).isEmpty());
  }

  private String replicatedCall() {
    String call = phones.call("alice", "bob").await();
    await().atMost(REPLICATED).until(() -> proxies.backup().allCallIds().equals(List.of(call)));
    JsonObject refusal =
        proxies.backup().mi("dlg_end_dlg", JsonObject.of("dialog_id", call)).getJsonObject("error");
    assertThat(refusal.getInteger("code")).isEqualTo(BACKUP);
    return call;
  }

  private LiveCommands serveBeside(boolean backupFirst) {
    JsonArray both = new JsonArray();
    both.add(entry(backupFirst ? "west" : "east", backupFirst));
    both.add(entry(backupFirst ? "east" : "west", !backupFirst));
    JsonObject tree =
        JsonObject.of(
            "ws_server",
            JsonObject.of("port", 0),
            "management",
            JsonObject.of("enabled", false),
            "proxies",
            both);
    CallApiVerticle server = new CallApiVerticle(CallApiConfig.from(tree), null);
    int port = vertx.deployVerticle(server).compose(deployed -> server.port()).await();
    LiveCommands commands = new LiveCommands(LiveClient.connect(port), phones);
    await().until(() -> areUp(commands));
    return commands;
  }

  private JsonObject entry(String name, boolean backup) {
    OpenSipsProcess proxy = backup ? proxies.backup() : proxies.active();
    return JsonObject.of(
        "name",
        name,
        "mi",
        JsonObject.of("url", proxy.host() + ":" + proxy.miPort()),
        "sip",
        JsonObject.of("uri", proxy.sipUri()));
  }

  private static boolean areUp(LiveCommands commands) {
    return !commands.end("no-such-call").awaitAnswer().hasBeenRefused();
  }
}
