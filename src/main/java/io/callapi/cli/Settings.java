package io.callapi.cli;

import io.callapi.config.CallApiConfig;
import io.callapi.config.ConfigLoader;
import io.callapi.config.Setting;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
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

  /** The file that is read, for people. */
  String place(Vertx vertx) {
    return Optional.ofNullable(file)
        .or(new ConfigLoader(vertx)::find)
        .map(Path::toString)
        .orElse("no file: the defaults of conf/call-api.yml");
  }
}
