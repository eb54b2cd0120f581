package io.callapi.cli;

import io.callapi.config.CallApiConfig;
import io.callapi.config.ConfigLoader;
import io.callapi.config.Loaded;
import io.callapi.config.Setting;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the configuration is. */
final class ConfigOptions {

  @Option(
      names = {"-config", "--config"},
      paramLabel = "FILE",
      description = {
        "The configuration; without it, the first file found of $HOME/.call-api.yml,",
        "conf/call-api.yml here, conf/call-api.yml beside the program, /etc/call-api.yml",
        "and /etc/call-api/call-api.yml."
      })
  private @Nullable Path file;

  Future<CallApiConfig> load(Vertx vertx, List<Setting> options) {
    return loadAll(vertx, options).map(Loaded::config);
  }

  /** The configuration, with where each value comes from. */
  Future<Loaded> loadAll(Vertx vertx, List<Setting> options) {
    return new ConfigLoader(vertx).load(file, options);
  }
}
