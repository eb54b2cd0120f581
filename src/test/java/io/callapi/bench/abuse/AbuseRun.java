package io.callapi.bench.abuse;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One row after another against one server; used by the main thread. */
final class AbuseRun {

  /** A cold server is slow, and its thread pools have not grown yet. */
  private static final Duration WARM_UP = Duration.ofSeconds(20);

  private static final Duration LAST_COMMANDS = Duration.ofSeconds(60);
  private static final long ROOM_OF_HEAP_MB = 16;
  private static final Duration REST = Duration.ofMinutes(3);
  private static final long ROOM_OF_REST_MB = 24; // code is compiled, and stays

  private final Vertx vertx;
  private final ServerProcess server;
  private final Bounds bounds;
  private final List<String> problems = new ArrayList<>();

  AbuseRun(Vertx vertx, ServerProcess server, Bounds bounds) {
    this.vertx = vertx;
    this.server = server;
    this.bounds = bounds;
  }

  /** What was not as it should be; empty if all was well. */
  List<String> run(List<Row> rows, Company company, Duration time, PrintWriter out) {
    Crowd crowd = new Crowd(vertx, server.target());
    GoodClients clients =
        new GoodClients(vertx, server.target(), company.clients(), company.seed());
    Pause.of(WARM_UP);
    gather(crowd, company, out);
    long heapBefore = server.liveHeapMb();
    long rssBefore = server.vitals().rssMb();
    out.println("before: " + server.vitals() + ", " + heapBefore + " MB alive in the heap");
    out.println(RowRun.header());
    Vertx abuser = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    for (Row row : rows) {
      if (server.isAlive()) {
        problems.addAll(new RowRun(server, clients, bounds, time).run(row, abuser, out));
      }
    }
    abuser.close().await();
    if (server.isAlive()) {
      finish(clients, heapBefore, out);
      rest(rssBefore, out);
    }
    if (crowd.size() < company.crowd()) {
      problems.add("%d of the crowd were cut off".formatted(company.crowd() - crowd.size()));
    }
    return problems;
  }

  private void gather(Crowd crowd, Company company, PrintWriter out) {
    if (company.crowd() == 0) {
      return;
    }
    int connected = crowd.gather(company.crowd());
    long started = crowd.startCalls(company.starts());
    String found =
        "crowd:  %d of %d connected, %d of %d calls started"
            .formatted(connected, company.crowd(), started, company.starts());
    out.println(found);
    if (connected < company.crowd() || started < company.starts()) {
      problems.add(found);
    }
  }

  /** What a burst took is given back when there is nothing to do. */
  private void rest(long rssBefore, PrintWriter out) {
    long start = System.nanoTime();
    boolean givenBack =
        Pause.until(
            () -> !server.isAlive() || server.vitals().rssMb() <= rssBefore + ROOM_OF_REST_MB,
            REST);
    String found =
        "idle:   %d MB after %d s, %d before"
            .formatted(
                server.vitals().rssMb(), (System.nanoTime() - start) / 1_000_000_000, rssBefore);
    out.println(found);
    if (!givenBack) {
      problems.add(found);
    }
  }

  private void finish(GoodClients clients, long heapBefore, PrintWriter out) {
    Tally last = clients.finish(LAST_COMMANDS);
    problems.addAll(last.failures());
    long heap = server.liveHeapMb();
    out.println("after:  " + server.vitals() + ", " + heap + " MB alive in the heap");
    if (heap > heapBefore + ROOM_OF_HEAP_MB) {
      problems.add("%d MB are alive in the heap, %d before".formatted(heap, heapBefore));
    }
  }
}
