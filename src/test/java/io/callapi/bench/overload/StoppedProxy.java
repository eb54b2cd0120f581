package io.callapi.bench.overload;

import io.callapi.bench.ServerProcess;
import io.callapi.bench.overload.Crowd.Given;
import io.callapi.live.OpenSipsBinary;
import io.callapi.live.OpenSipsProcess;
import io.vertx.core.Vertx;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A real proxy is stopped (SIGSTOP) under load, and goes on. Compared with the same load on one
 * that is not stopped.
 */
final class StoppedProxy extends Scenario {

  private static final int CLIENTS = 20;

  private static final int WARM_UP_S = 10;
  private static final int BEFORE_S = 5;
  private static final int AFTER_S = 10;
  private static final int PATIENCE_S = 40;
  private static final double MOST_REQUESTS = 1.2;

  /** The longest stop that loses no command; a longer one takes the link down. */
  private static final int LOSES_NOTHING_S = 3;

  private final Path binary;
  private final int stopSeconds;
  private final int rate;

  StoppedProxy(Vertx vertx, PrintWriter out, Path binary, int stopSeconds, int rate) {
    super(vertx, out);
    this.binary = binary;
    this.rate = rate;
    this.stopSeconds = stopSeconds;
  }

  @Override
  List<String> run() throws Exception {
    long undisturbed = requests(0);
    long disturbed = requests(stopSeconds);
    double times = (double) disturbed / undisturbed;
    print("", "%.2f times the requests of the undisturbed run".formatted(times));
    require(times <= MOST_REQUESTS, "%.2f times the requests".formatted(times));
    return problems();
  }

  /** How many requests it takes to do all commands. */
  private long requests(int stop) throws Exception {
    Verdicts verdicts = new Verdicts();
    try (OpenSipsProcess proxy = OpenSipsProcess.start(OpenSipsBinary.at(binary));
        CountingRelay relay = new CountingRelay(proxy.miPort());
        ServerProcess server =
            ServerProcess.start(List.of(), managedAt(relay.port(), proxy.sipUri()))) {
      awaitUp(server);
      warmUp(server);
      long before = relay.datagrams();
      Crowd crowd = Crowd.connect(vertx(), server.url(), CLIENTS, verdicts);
      Thread stopper = stopper(proxy, stop);
      stopper.start();
      crowd.give(commands((BEFORE_S + stop + AFTER_S) * rate), rate);
      crowd.awaitEnd(PATIENCE_S);
      stopper.join();
      print("stopped for " + stop + " s, " + rate + " a second", verdicts, server);
      print("", "%d requests, %d repeats".formatted(relay.datagrams(), relay.repeats()));
      judge(verdicts, server, stop);
      crowd.close();
      return (relay.datagrams() - before) / (BEFORE_S + stop + AFTER_S);
    }
  }

  /** What is measured is the proxy's stop, not the start of this program. */
  private void warmUp(ServerProcess server) {
    Verdicts unused = new Verdicts();
    Crowd crowd = Crowd.connect(vertx(), server.url(), CLIENTS, unused);
    crowd.give(commands(WARM_UP_S * rate / 2), rate / 2);
    crowd.awaitEnd(PATIENCE_S);
    crowd.close();
  }

  private void judge(Verdicts verdicts, ServerProcess server, int stop) throws Exception {
    if (stop <= LOSES_NOTHING_S) {
      problems().addAll(verdicts.problems());
      require(verdicts.refused() == 0, verdicts.refused() + " commands were refused");
      requireUp(server);
    }
    require(verdicts.running() == 0, verdicts.running() + " commands never ended");
  }

  private static Thread stopper(OpenSipsProcess proxy, int seconds) {
    return new Thread(() -> stop(proxy, seconds), "stopper");
  }

  private static void stop(OpenSipsProcess proxy, int seconds) {
    if (seconds == 0) {
      return;
    }
    try {
      Thread.sleep(BEFORE_S * 1000L);
      proxy.pause();
      Thread.sleep(seconds * 1000L);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      proxy.resume();
    }
  }

  /** Calls that nobody has: each costs the proxy one request, and no phone is needed. */
  private static List<Given> commands(int count) {
    return IntStream.range(0, count).mapToObj(Scenario::endUnknown).toList();
  }
}
