package io.callapi.bench;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;

/**
 * Measures several workloads in turns, after a warm-up, so that what else the machine does strikes
 * all of them alike. Each round begins with another one, and there are as many rounds as workloads:
 * who comes later in a round is faster by a tenth, so each takes every place once.
 */
final class Interleaved {

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

  /** By workload, then by round. */
  private List<List<Tally>> rounds(List<Driver> drivers) {
    int count = drivers.size();
    List<List<Tally>> tallies = new ArrayList<>();
    drivers.forEach(driver -> tallies.add(new ArrayList<>()));
    for (int turn = 0; turn < count * count; turn++) {
      int next = (turn / count + turn) % count;
      tallies.get(next).add(drivers.get(next).run(perCell.dividedBy(count)));
    }
    return tallies;
  }

  private static List<Cell> cells(Load load, List<Workload> workloads, List<List<Tally>> rounds) {
    double bare = sum(rounds.get(0)).perSecond();
    List<Cell> cells = new ArrayList<>();
    for (int i = 0; i < workloads.size(); i++) {
      Tally tally = sum(rounds.get(i));
      double ofBare = tally.perSecond() / bare;
      cells.add(new Cell(load, workloads.get(i).name(), tally, ofBare, spread(rounds.get(i))));
    }
    return cells;
  }

  private static Tally sum(List<Tally> rounds) {
    Tally sum = new Tally();
    rounds.forEach(sum::addAfter);
    return sum;
  }

  /** How far the rounds are apart, each way, as a part of their middle. */
  private static double spread(List<Tally> rounds) {
    DoubleSummaryStatistics rates =
        rounds.stream().mapToDouble(Tally::perSecond).summaryStatistics();
    return (rates.getMax() - rates.getMin()) / (rates.getMax() + rates.getMin());
  }
}
