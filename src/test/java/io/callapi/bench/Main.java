package io.callapi.bench;

import io.callapi.bench.abuse.AbuseCommand;
import io.callapi.bench.faults.FaultsCommand;
import io.callapi.bench.faults.FuzzCommand;
import io.callapi.bench.overload.OverloadCommand;
import io.callapi.bench.restarts.RestartsCommand;
import io.callapi.call.model.ExploreCommand;
import io.callapi.subscription.SubscribeCommand;
import picocli.CommandLine;

/** The command line: {@code scripts/bench}. */
public final class Main {

  private Main() {}

  /** Runs the program and ends the process with its exit code. */
  public static void main(String[] args) {
    System.exit(
        new CommandLine(new BenchCommand())
            .addSubcommand(new FaultsCommand())
            .addSubcommand(new RestartsCommand())
            .addSubcommand(new FuzzCommand())
            .addSubcommand(new AbuseCommand())
            .addSubcommand(new OverloadCommand())
            .addSubcommand(new MemoryCommand())
            .addSubcommand(new SubscribeCommand())
            .addSubcommand(new ExploreCommand())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .execute(args));
  }
}
