package io.callapi.cli;

import io.vertx.core.Future;
import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/** One run of the command line, inside this process. */
final class CommandLineRun {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final Program program;

  CommandLineRun() {
    this((vertx, config, simulation) -> Future.failedFuture("no server here"));
  }

  CommandLineRun(Program program) {
    this.program = program;
  }

  int exitCode(String... args) {
    CommandLine line = Main.commandLine(program);
    line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    return line.execute(Main.withSubcommand(args));
  }

  String out() {
    return out.toString();
  }

  String err() {
    return err.toString();
  }
}
