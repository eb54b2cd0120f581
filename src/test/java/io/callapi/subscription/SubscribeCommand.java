package io.callapi.subscription;

import io.callapi.CallApiVerticle;
import io.callapi.calls.CallsRequest.Surveyed;
import io.callapi.calls.view.CallFilter;
import io.callapi.calls.view.CallSteps;
import io.callapi.calls.view.SeenCall;
import io.callapi.calls.view.SeenCall.State;
import io.callapi.calls.view.TableNews.CallChange;
import io.callapi.config.CallApiConfig;
import io.callapi.method.ClientNotice;
import io.callapi.method.Subscriber;
import io.callapi.method.SubscriptionMethod.Label;
import io.callapi.simulator.SimulatorOptions;
import io.callapi.sip.UriPattern;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bench subscribe}: what it costs to tell many subscribers of many calls. */
@Command(
    name = "subscribe",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description =
        "Measures what one change of a call costs with many filters, without sockets; then, with a"
            + " server whose simulated phones call each other, how long a page of CallList takes,"
            + " and how long it takes from the moment that the server has seen a change until all"
            + " subscribers have it. Server, proxy and clients are in one process.")
public final class SubscribeCommand implements Callable<Integer> {

  private static final int EVENTS = 200_000;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec command;

  @Option(names = "--calls", paramLabel = "N", description = "Calls that there are.")
  private int calls = 10_000;

  @Option(names = "--filters", paramLabel = "N", description = "Subscribers with a filter each.")
  private int filters = 1000;

  @Option(names = "--subscribers", paramLabel = "N", description = "Who hear of all calls.")
  private int subscribers = 100;

  @Option(names = "--seconds", paramLabel = "N", description = "How long these listen.")
  private int seconds = 20;

  private final Random random = new Random(1);

  @Override
  public Integer call() throws Exception {
    costOfAnEvent();
    withServer();
    return 0;
  }

  private void say(String format, Object... values) {
    PrintWriter out = command.commandLine().getOut();
    out.printf(format + "%n", values);
    out.flush();
  }

  private void costOfAnEvent() {
    Told told = new Told();
    FilterIndex<CallSubscription> index = new FilterIndex<>();
    for (int i = 0; i < filters; i++) {
      CallFilter filter =
          new CallFilter(
              EnumSet.complementOf(EnumSet.of(State.ENDED)),
              new UriPattern("sip:user" + i + "@example.com"),
              null,
              null);
      CallSubscription each =
          new CallSubscription(
              new NoFeed(),
              new CallCriteria(filter, null, false),
              new CallNotices(new Label("s" + i, null), told),
              new Backlog(new BacklogLimit()));
      index.add(filter, each);
    }
    run(index, EVENTS / 4); // warms up
    long begun = System.nanoTime();
    run(index, EVENTS);
    long each = (System.nanoTime() - begun) / EVENTS;
    say("a change, %d filters: %.1f us, %d told in all", filters, each / 1000.0, told.count.get());
  }

  private void run(FilterIndex<CallSubscription> index, int events) {
    for (int i = 0; i < events; i++) {
      int place = random.nextInt(calls);
      String caller = "sip:user" + place % (2 * filters) + "@example.com";
      String callee = "sip:user" + (place + 7) % (2 * filters) + "@example.com";
      SeenCall before = CallExamples.call(place, State.RINGING, caller, callee);
      SeenCall after = CallExamples.call(place, State.ANSWERED, caller, callee);
      CallChange change = CallExamples.change(i, before, after);
      index.candidates(before, after).forEach(each -> each.onChange(change));
    }
  }

  /** Counts. */
  private static final class Told implements Subscriber {
    private final AtomicLong count = new AtomicLong();

    @Override
    public String session() {
      return "bench";
    }

    @Override
    public boolean hasRoom() {
      return true;
    }

    @Override
    public void tell(String method, ClientNotice notice) {
      count.incrementAndGet();
    }
  }

  private record NoFeed() implements CallFeed {
    @Override
    public void add(CallSubscription subscription) {}

    @Override
    public void remove(CallSubscription subscription) {}

    @Override
    public Future<List<Surveyed>> survey(CallCriteria criteria) {
      return Future.succeededFuture(List.of());
    }

    @Override
    public void soon(Runnable action) {}

    @Override
    public void later(Runnable action) {}
  }

  private void withServer() throws Exception {
    Vertx vertx = Vertx.vertx();
    try {
      JsonObject settings =
          new JsonObject()
              .put("ws_server", new JsonObject().put("port", 0))
              .put("deadlines", new JsonObject().put("stop", "10ms"))
              .put("management", new JsonObject().put("enabled", false));
      SimulatorOptions phones = SimulatorOptions.defaults().withCalls(calls);
      CallApiVerticle server = new CallApiVerticle(CallApiConfig.from(settings), phones);
      vertx.deployVerticle(server).await(30, TimeUnit.SECONDS);
      int port = server.port().await(30, TimeUnit.SECONDS);
      WebSocketClient client = vertx.createWebSocketClient();
      TimeUnit.SECONDS.sleep(25); // the calls begin
      pages(connect(client, port));
      listen(client, port);
    } finally {
      vertx.close().await();
    }
  }

  private static WebSocket connect(WebSocketClient client, int port) throws Exception {
    WebSocketConnectOptions to =
        new WebSocketConnectOptions().setHost("localhost").setPort(port).setURI("/call-api");
    return client.connect(to).await(10, TimeUnit.SECONDS);
  }

  private void pages(WebSocket socket) throws Exception {
    ConcurrentLinkedQueue<Long> took = new ConcurrentLinkedQueue<>();
    AtomicLong asked = new AtomicLong();
    AtomicLong found = new AtomicLong();
    Runnable ask =
        () -> {
          asked.set(System.nanoTime());
          socket.writeTextMessage(
              "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"CallList\",\"params\":{\"limit\":100}}");
        };
    socket.textMessageHandler(
        text -> {
          took.add((System.nanoTime() - asked.get()) / 1000);
          JsonArray page = new JsonObject(text).getJsonObject("result").getJsonArray("calls");
          found.set(page.size());
          if (took.size() < 2000) {
            ask.run();
          }
        });
    ask.run();
    while (took.size() < 2000) {
      TimeUnit.MILLISECONDS.sleep(20);
    }
    tell("a page of CallList with " + found + " calls, us", List.copyOf(took).subList(500, 2000));
  }

  private void listen(WebSocketClient client, int port) throws Exception {
    ConcurrentLinkedQueue<Long> lateness = new ConcurrentLinkedQueue<>();
    AtomicLong heard = new AtomicLong();
    AtomicLong listed = new AtomicLong();
    List<WebSocket> sockets = new ArrayList<>();
    for (int i = 0; i < subscribers; i++) {
      WebSocket socket = connect(client, port);
      sockets.add(socket);
      boolean counts = i % 10 == 0;
      socket.textMessageHandler(text -> note(text, counts, heard, listed, lateness));
      socket.writeTextMessage(
          "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"CallSubscribe\",\"params\":{}}");
    }
    TimeUnit.SECONDS.sleep(10);
    heard.set(0);
    lateness.clear();
    TimeUnit.SECONDS.sleep(seconds);
    say(
        "%d subscribers, %d calls, %d changes a second to each, %d notifications a second",
        subscribers,
        listed.get() / subscribers,
        heard.get() / subscribers / seconds,
        heard.get() / seconds);
    tell("from a change to a subscriber, ms", List.copyOf(lateness));
    sockets.forEach(WebSocket::close);
  }

  private static void note(
      String text,
      boolean counts,
      AtomicLong heard,
      AtomicLong listed,
      ConcurrentLinkedQueue<Long> lateness) {
    heard.incrementAndGet();
    if (text.contains("\"Snapshot\"")) {
      listed.addAndGet(
          new JsonObject(text)
              .getJsonObject("params")
              .getJsonObject("data")
              .getJsonArray("calls")
              .size());
    }
    String time =
        counts && text.contains("\"" + CallSteps.ENDED.event() + "\"") ? "\"ended\":\"" : "";
    int at = time.isEmpty() ? -1 : text.lastIndexOf(time);
    if (at >= 0) {
      String written = text.substring(at + time.length(), at + time.length() + 24);
      lateness.add(System.currentTimeMillis() - Instant.parse(written).toEpochMilli());
    }
  }

  private void tell(String what, List<Long> values) {
    long[] sorted = values.stream().mapToLong(Long::longValue).sorted().toArray();
    if (sorted.length == 0) {
      say("%s: none", what);
      return;
    }
    String all =
        IntStream.of(50, 90, 99)
            .mapToObj(p -> "p" + p + "=" + sorted[(int) ((sorted.length - 1L) * p / 100)])
            .reduce("", (one, other) -> one + " " + other);
    say("%s:%s, of %d", what, all, sorted.length);
  }
}
