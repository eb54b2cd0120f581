package io.callapi.acceptance;

import static io.callapi.acceptance.Simulator.phone;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;

import io.callapi.CallApiVerticle;
import io.callapi.config.CallApiConfig;
import io.callapi.simulator.SimulatedOpenSips;
import io.callapi.simulator.SimulatorOptions;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A server that starts while one of its proxies cannot be reached. */
class UnreachableProxyAcceptanceIT {

  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() throws Exception {
    vertx.close().await(20, SECONDS);
  }

  @Test
  void worksWithTheOtherProxyAndSaysWhatIsWrongWithThisOne() throws Exception {
    Client client =
        serverBeside(proxy("east", startProxy()), proxy("north", "no-such-host.invalid:8080"));

    await().until(() -> isRefusedFor(client, "north", "no-such-host.invalid"));
    client.start("CallStart", start("east")).succeeds();
    client.start("CallStart", phone("alice"), phone("bob")).succeeds();
  }

  @Test
  void comesToWorkWithAProxyWhenThePortForItsEventsIsFree() throws Exception {
    DatagramSocket taken = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    JsonObject events = new JsonObject().put("host", "127.0.0.1").put("port", taken.getLocalPort());
    Client client = serverBeside(proxy("east", startProxy()).put("events", events));
    await().until(() -> isRefusedFor(client, "east", "has that port"));

    taken.close();

    await()
        .atMost(Duration.ofSeconds(15))
        .until(() -> client.ask("CallStart", start("east")).containsKey("result"));
  }

  private static boolean isRefusedFor(Client client, String proxy, String reason) {
    JsonObject error = client.ask("CallStart", start(proxy)).getJsonObject("error");
    return error != null
        && error.getInteger("code") == -32003
        && error.getJsonObject("data").getString("reason").contains(reason);
  }

  private Client serverBeside(JsonObject... proxies) throws Exception {
    JsonObject settings =
        new JsonObject()
            .put("ws_server", new JsonObject().put("port", 0))
            .put("management", new JsonObject().put("enabled", false))
            .put("proxies", JsonArray.of((Object[]) proxies));
    CallApiVerticle server = new CallApiVerticle(CallApiConfig.from(settings), null);
    vertx.deployVerticle(server).await(30, SECONDS);
    return Client.connect(vertx, server.port().await(10, SECONDS));
  }

  private String startProxy() throws Exception {
    SimulatedOpenSips proxy = new SimulatedOpenSips(SimulatorOptions.defaults());
    vertx.deployVerticle(proxy).await(10, SECONDS);
    return "127.0.0.1:" + proxy.miPort();
  }

  private static JsonObject proxy(String name, String management) {
    return new JsonObject()
        .put("name", name)
        .put("mi", new JsonObject().put("url", management))
        .put("sip", new JsonObject().put("uri", "sip:127.0.0.1:5060"));
  }

  private static JsonObject start(String proxy) {
    return new JsonObject()
        .put("caller", phone("alice"))
        .put("callee", phone("bob"))
        .put("proxy", proxy);
  }
}
