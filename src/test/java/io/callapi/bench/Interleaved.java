package io.callapi.bench;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Measures several workloads in turns, A B A B, after a warm-up: what else the machine does strikes
 * all of them alike.
 */
final class Interleaved {

  private static final int ROUNDS = 3;
  private static final Duration WARM_UP = Duration.ofSeconds(1);
  private static final Duration FIRST_WARM_UP = Duration.ofSeconds(4);

  private final Vertx vertx;
  private final Duration perCell;

  Interleaved(Vertx vertx, Duration perCell) {
    this.vertx = vertx;
    this.perCell = perCell;
  }

  /** Has the compilers of all processes do their work before anything counts. */
  void warmUp(Load load, List<Workload> workloads) {
    for (Workload workload : workloads) {
      try (Driver driver = Driver.open(vertx, workload, load)) {
        driver.run(FIRST_WARM_UP);
      }
    }
  }

  /** A cell for each workload; the first one is what the others are compared with. */
  List<Cell> measure(Load load, List<Workload> workloads) {
    List<Driver> drivers = new ArrayList<>();
    try {
      workloads.forEach(workload -> drivers.add(Driver.open(vertx, workload, load)));
      drivers.forEach(driver -> driver.run(WARM_UP));
      return cells(load, workloads, rounds(drivers));
    } finally {
      drivers.forEach(Driver::close);
    }
  }

  private List<Tally> rounds(List<Driver> drivers) {
    List<Tally> tallies = drivers.stream().map(driver -> new Tally()).toList();
    for (int round = 0; round < ROUNDS; round++) {
      for (int i = 0; i < drivers.size(); i++) {
        tallies.get(i).addAfter(drivers.get(i).run(perCell.dividedBy(ROUNDS)));
      }
    }
    return tallies;
  }

  private static List<Cell> cells(Load load, List<Workload> workloads, List<Tally> tallies) {
    double bare = tallies.get(0).perSecond();
    List<Cell> cells = new ArrayList<>();
    for (int i = 0; i < workloads.size(); i++) {
      Tally tally = tallies.get(i);
      cells.add(new Cell(load, workloads.get(i).name(), tally, tally.perSecond() / bare));
    }
    return cells;
  }
}
