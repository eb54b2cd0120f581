package io.callapi.bench.faults;

import io.callapi.config.EventTransport;
import io.callapi.fault.FaultPlan;
import java.time.Duration;
import picocli.CommandLine.Option;

/** How Call API and the proxy reach each other, and how bad that is. */
final class NetworkOptions {

  @Option(
      names = "--drop",
      description = "The share of the messages that is lost; over TCP, that is sent again.")
  private double drop = 0.10;

  @Option(names = "--double", description = "The share of the datagrams that arrives twice.")
  private double duplicate = 0.05;

  @Option(names = "--reorder-ms", description = "How long messages are held back, at most.")
  private long reorderMs = 300;

  @Option(names = "--late", description = "The share that is held back.")
  private double late = 1;

  @Option(
      names = "--cut",
      description = "The share of the datagrams of which only the beginning arrives.")
  private double cut;

  @Option(names = "--corrupt", description = "The share with one wrong byte.")
  private double corrupt;

  @Option(
      names = "--break",
      description = "The share of the pieces sent over TCP at which the connection breaks.")
  private double broken = 0.005;

  @Option(
      names = "--mi",
      description =
          "How requests go: ${COMPLETION-CANDIDATES}. HTTP alone does one after another: a"
              + " --concurrency of 4 is enough.")
  private Management mi = Management.UDP;

  @Option(names = "--events", description = "How events go: ${COMPLETION-CANDIDATES}.")
  private EventTransport events = EventTransport.UDP;

  Transports transports() {
    return new Transports(mi, events);
  }

  Network of(long seed) {
    FaultPlan datagrams =
        FaultPlan.clean(seed)
            .withDrop(drop)
            .withDuplicate(duplicate)
            .withLate(late, Duration.ofMillis(reorderMs))
            .withCut(cut)
            .withCorrupt(corrupt);
    return new Network(datagrams, broken);
  }
}
