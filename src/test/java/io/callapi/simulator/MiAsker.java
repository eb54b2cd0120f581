package io.callapi.simulator;

import static org.awaitility.Awaitility.await;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes recorded requests once more, to the management interface of a simulator. */
final class MiAsker {

  private static final Pattern WEB_REQUEST = Pattern.compile("http ([A-Z]+) (\\S+) body=.*");
  private static final String NEXT = "{\"jsonrpc\":\"2.0\",\"id\":\"next\",\"method\":\"version\"}";

  private final Vertx vertx;
  private final SimulatedOpenSips simulator;
  private final HttpClient http;

  MiAsker(Vertx vertx, SimulatedOpenSips simulator) {
    this.vertx = vertx;
    this.simulator = simulator;
    // A request that is never answered keeps its connection.
    PoolOptions enough = new PoolOptions().setHttp1MaxSize(50);
    this.http = vertx.createHttpClient(new HttpClientOptions(), enough);
  }

  /** What it answers; "nothing" if it stays silent, "closed" if it hangs up. */
  String ask(MiExchange exchange) {
    if (exchange.isAboutHttp()) {
      return askWebServer(exchange);
    }
    // Nobody listens at the recorded port; here it is the phone that does not answer.
    String request =
        exchange.request().replace("sip:x@127.0.0.1:5999", "sip:silent@127.0.0.1:5999");
    return exchange.overHttp() ? askOverHttp(exchange, request) : askOverUdp(exchange, request);
  }

  private String askOverUdp(MiExchange exchange, String request) {
    UdpPeer client = UdpPeer.open(vertx);
    client.send(request, simulator.miPort());
    if (exchange.isUnanswered()) {
      client.send(NEXT, simulator.miPort());
    }
    await(exchange.label())
        .pollInterval(Duration.ofMillis(1))
        .atMost(Duration.ofSeconds(2))
        .until(() -> !client.received().isEmpty());
    String answer = client.received().get(0);
    return answer.contains("\"next\"") ? "nothing" : answer;
  }

  private String askOverHttp(MiExchange exchange, String request) {
    return answer(
        http.request(HttpMethod.POST, simulator.httpPort(), "127.0.0.1", "/mi")
            .compose(post -> send(post, "application/json", request))
            .map(HttpAnswer::body),
        exchange);
  }

  /** The recording names method, path and body; where it names none, it was a good request. */
  private String askWebServer(MiExchange exchange) {
    Matcher named = WEB_REQUEST.matcher(exchange.label());
    boolean isNamed = named.matches();
    HttpMethod method = HttpMethod.valueOf(isNamed ? named.group(1) : "POST");
    String path = isNamed ? named.group(2) : "/mi";
    String type = exchange.label().contains("text/plain") ? "text/plain" : "application/json";
    String body = isNamed ? exchange.request() : NEXT;
    return answer(
        http.request(method, simulator.httpPort(), "127.0.0.1", path)
            .compose(request -> send(request, type, body))
            .map(HttpAnswer::toString),
        exchange);
  }

  private static String answer(Future<String> text, MiExchange exchange) {
    Duration patience = Duration.ofMillis(exchange.isUnanswered() ? 100 : 2000);
    return text.timeout(patience.toMillis(), TimeUnit.MILLISECONDS)
        .otherwise(MiAsker::inWords)
        .await();
  }

  private static String inWords(Throwable failure) {
    if (failure instanceof TimeoutException) {
      return "nothing";
    }
    return failure instanceof HttpClosedException ? "closed" : failure.toString();
  }

  private record HttpAnswer(int status, String type, String body) {

    @Override
    public String toString() {
      return "HTTP " + status + " " + type + "\n" + body;
    }
  }

  // On the client's own event loop: from here the body could be over before it is asked for.
  private static Future<HttpAnswer> send(HttpClientRequest request, String type, String body) {
    return request
        .putHeader("Content-Type", type)
        .send(body)
        .compose(
            response -> response.body().map(Buffer::toString).map(text -> answer(response, text)));
  }

  private static HttpAnswer answer(HttpClientResponse response, String body) {
    String type = String.valueOf(response.getHeader("Content-Type"));
    return new HttpAnswer(response.statusCode(), type, body);
  }
}
