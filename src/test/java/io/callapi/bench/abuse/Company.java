package io.callapi.bench.abuse;

import picocli.CommandLine.Option;

/** Options: those who are there and mean no ill. */
final class Company {

  @Option(names = "--seed", description = "Chooses what the well-behaved clients do.")
  private long seed = 1;

  @Option(names = "--clients", description = "How many well-behaved ones run commands.")
  private int clients = 20;

  @Option(names = "--crowd", description = "How many more are connected, and silent.")
  private int crowd;

  @Option(names = "--starts", description = "How many calls the crowd starts at one moment.")
  private int starts = 50;

  long seed() {
    return seed;
  }

  int clients() {
    return clients;
  }

  int crowd() {
    return crowd;
  }

  int starts() {
    return starts;
  }
}
