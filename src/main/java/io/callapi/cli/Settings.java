package io.callapi.cli;

import io.callapi.config.CallApiConfig;
import io.callapi.config.ConfigLoader;
import io.callapi.config.Setting;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the configuration is. */
final class Settings {

  @Option(
      names = {"-config", "--config"},
      paramLabel = "FILE",
      description = "The configuration; without it, the first file found in the usual places.")
  private @Nullable Path file;

  Future<CallApiConfig> load(Vertx vertx, List<Setting> options) {
    return new ConfigLoader(vertx).load(file, options);
  }
}
