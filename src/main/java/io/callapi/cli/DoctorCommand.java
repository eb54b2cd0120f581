package io.callapi.cli;

import io.callapi.config.CallApiConfig;
import io.callapi.config.ConfigException;
import io.callapi.config.ProxyConfig;
import io.callapi.doctor.CheckOutcome;
import io.callapi.doctor.Doctor;
import io.callapi.doctor.Finding;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code doctor}: checks an installation, and names the lines to change. */
@Command(
    name = "doctor",
    description = {
      "Checks configuration and proxies, and names each line to change.",
      "It calls nobody but itself."
    },
    exitCodeList = {
      "0:Commands will work.",
      "1:Something has to be changed, or it is not proven that commands will work.",
      "2:The options or the configuration cannot be used."
    })
final class DoctorCommand implements Callable<Integer> {

  private static final String CONFIGURATION = "configuration";

  @Mixin private final ConfigOptions settings = new ConfigOptions();

  @Mixin private final SimulationOptions simulationOptions = new SimulationOptions();

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec command;

  @Option(names = "--json", description = "Prints one JSON object: ok, checks.")
  private boolean json;

  @Override
  public Integer call() {
    DoctorReport report = new DoctorReport(command.commandLine().getOut(), json);
    try {
      return Awaiting.with(vertx -> run(vertx, report)) ? ExitCode.OK : ExitCode.FAILED;
    } catch (ConfigException e) {
      e.problems().forEach(p -> report.add(new Finding("", CONFIGURATION, wrong(p.toString()))));
      report.end();
      return ExitCode.USAGE;
    }
  }

  private static CheckOutcome wrong(String problem) {
    return CheckOutcome.wrong(
        problem, "conf/call-api.yml of this program has every key and its values");
  }

  private Future<Boolean> run(Vertx vertx, DoctorReport report) {
    return settings
        .loadAll(vertx, List.of())
        .onSuccess(loaded -> report.add(Finding.ok(CONFIGURATION, loaded.place())))
        .compose(loaded -> simulated(vertx, loaded.config()))
        .compose(proxies -> examineAll(vertx, proxies, report))
        .map(done -> report.end());
  }

  private Future<List<ProxyConfig>> simulated(Vertx vertx, CallApiConfig config) {
    Program.Simulation simulation = simulationOptions.simulation(false);
    if (!simulation.enabled()) {
      return Future.succeededFuture(config.proxies());
    }
    return SimulatedProxies.of(vertx, config.proxies(), simulation)
        .recover(
            failure ->
                Future.failedFuture(
                    failure instanceof IllegalArgumentException
                        ? new ParameterException(
                            command.commandLine(), String.valueOf(failure.getMessage()))
                        : failure));
  }

  private static Future<Void> examineAll(
      Vertx vertx, List<ProxyConfig> proxies, DoctorReport report) {
    Future<Void> done = Future.succeededFuture();
    for (ProxyConfig proxy : proxies) {
      done =
          done.compose(
              next -> {
                report.begin(proxy.name());
                return new Doctor(vertx, proxy, report::add).examine();
              });
    }
    return done;
  }
}
