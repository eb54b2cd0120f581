package io.callapi.bench.abuse;

import io.callapi.bench.ServerProcess;
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
  private static final Duration MEMORY = Duration.ofMinutes(1);
  private static final Duration REST = Duration.ofMinutes(3);
  private static final long ROOM_OF_REST_MB = 40; // code is compiled, and stays

  private final Vertx vertx;
  private final ServerProcess server;
  private final Bounds bounds;
  private final PrintWriter out;
  private final List<String> problems = new ArrayList<>();

  AbuseRun(Vertx vertx, ServerProcess server, Bounds bounds, PrintWriter out) {
    this.vertx = vertx;
    this.server = server;
    this.bounds = bounds;
    this.out = out;
  }

  /** What was not as it should be; empty if all was well. */
  List<String> run(List<Row> rows, Company company, Duration time) {
    Target target = Target.of(server.url());
    Crowd crowd = new Crowd(vertx, target);
    GoodClients clients = new GoodClients(vertx, target, company);
    Pause.of(WARM_UP);
    gather(crowd, company);
    long heapMb = server.liveHeapMb();
    long rssMb = server.vitals().rssMb();
    out.printf(
        "before: %s, %d MB alive in the heap%n%s%n", server.vitals(), heapMb, RowRun.header());
    abuse(rows, clients, time);
    if (server.isAlive()) {
      problems.addAll(clients.finish(LAST_COMMANDS).failures());
      out.println("after:  " + server.vitals());
      rest(rssMb);
      noteHeap(heapMb);
    }
    if (crowd.size() < company.crowd()) {
      problems.add("%d of the crowd were cut off".formatted(company.crowd() - crowd.size()));
    }
    return problems;
  }

  private void gather(Crowd crowd, Company company) {
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

  private void abuse(List<Row> rows, GoodClients clients, Duration time) {
    Vertx abuser = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    for (Row row : rows) {
      if (server.isAlive()) {
        RowRun run = new RowRun(row, server, clients);
        problems.addAll(run.run(time, abuser, bounds));
        out.println(run);
        out.flush();
      }
    }
    abuser.close().await();
  }

  /** By now the commands are forgotten, too: they are remembered for a minute. */
  private void noteHeap(long heapBefore) {
    long heap = server.liveHeapMb();
    out.println("        " + heap + " MB alive in the heap");
    if (heap > heapBefore + ROOM_OF_HEAP_MB) {
      problems.add("%d MB are alive in the heap, %d before".formatted(heap, heapBefore));
    }
  }

  /** What a burst took is given back when there is nothing to do. */
  private void rest(long rssBefore) {
    long start = System.nanoTime();
    Pause.of(MEMORY);
    boolean givenBack =
        Pause.until(() -> server.vitals().rssMb() <= rssBefore + ROOM_OF_REST_MB, REST);
    long seconds = Duration.ofNanos(System.nanoTime() - start).toSeconds();
    String found =
        "idle:   %d MB after %d s, %d before"
            .formatted(server.vitals().rssMb(), seconds, rssBefore);
    out.println(found);
    if (!givenBack) {
      problems.add(found);
    }
  }
}
