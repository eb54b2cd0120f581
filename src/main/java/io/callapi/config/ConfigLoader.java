package io.callapi.config;

import io.vertx.config.ConfigRetriever;
import io.vertx.config.ConfigRetrieverOptions;
import io.vertx.config.ConfigStoreOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds the configuration file and lays the environment and the options over it. */
public final class ConfigLoader {

  private final Vertx vertx;
  private final Map<String, String> environment;
  private final List<Path> places;

  /** A loader that looks where this process was started, with its environment. */
  public ConfigLoader(Vertx vertx) {
    this(vertx, System.getenv(), Path.of(""), Path.of("/"));
  }

  /**
   * A loader for another environment.
   *
   * @param directory what {@code conf/call-api.yml} is relative to
   * @param root what {@code /etc} is relative to
   */
  public ConfigLoader(Vertx vertx, Map<String, String> environment, Path directory, Path root) {
    this.vertx = vertx;
    this.environment = Map.copyOf(environment);
    Stream<Path> home =
        Stream.ofNullable(environment.get("HOME")).map(path -> Path.of(path, ".call-api.yml"));
    this.places =
        Stream.concat(
                home,
                Stream.of(
                    directory.resolve("conf/call-api.yml"),
                    root.resolve("etc/call-api.yml"),
                    root.resolve("etc/call-api/call-api.yml")))
            .toList();
  }

  /**
   * Loads the configuration.
   *
   * <p>Without a file, the first one found in the usual places is read; there may be none. Fails
   * with a {@link ConfigException} that names every wrong key.
   *
   * @param file the one file to read, which must exist; null for the usual places
   * @param options what overrides the file and the environment
   */
  public Future<CallApiConfig> load(@Nullable Path file, List<Setting> options) {
    if (file != null && !Files.isRegularFile(file)) {
      return Future.failedFuture(
          new ConfigException(new Problem("", "is not a file that can be read", file.toString())));
    }
    List<Setting> settings =
        Stream.concat(Setting.of(environment).stream(), options.stream()).toList();
    return Optional.ofNullable(file)
        .or(this::find)
        .map(found -> read(found, settings))
        .orElseGet(() -> merge(List.of(), YamlFile.none(), settings));
  }

  /** The file that {@link #load} would read, if there is one. */
  public Optional<Path> find() {
    return places.stream().filter(Files::isRegularFile).findFirst();
  }

  private Future<CallApiConfig> read(Path file, List<Setting> settings) {
    String path = file.toAbsolutePath().toString();
    ConfigStoreOptions store =
        new ConfigStoreOptions()
            .setType("file")
            .setFormat("yaml")
            .setConfig(new JsonObject().put("path", path));
    return vertx
        .fileSystem()
        .readFile(path)
        .map(Buffer::toString)
        .map(text -> YamlFile.parse(file.toString(), text))
        .compose(yaml -> merge(storesOf(yaml, store), yaml, settings));
  }

  /** Of a file with something wrong in it, the rest is read all the same, to tell all at once. */
  private static List<ConfigStoreOptions> storesOf(YamlFile yaml, ConfigStoreOptions file) {
    if (yaml.isEmpty()) {
      return List.of();
    }
    return List.of(
        yaml.problems().isEmpty()
            ? file
            : new ConfigStoreOptions().setType("json").setConfig(yaml.tree()));
  }

  private Future<CallApiConfig> merge(
      List<ConfigStoreOptions> file, YamlFile yaml, List<Setting> settings) {
    ConfigRetrieverOptions options = new ConfigRetrieverOptions().setScanPeriod(-1);
    file.forEach(options::addStore);
    options.addStore(new ConfigStoreOptions().setType("json").setConfig(Setting.tree(settings)));
    Map<String, String> places = new HashMap<>(yaml.places());
    settings.forEach(setting -> places.put(setting.key(), setting.origin()));
    ConfigRetriever retriever = ConfigRetriever.create(vertx, options);
    return retriever
        .getConfig()
        .map(tree -> CallApiConfig.from(tree, new Locations(places), yaml.problems()))
        .eventually(retriever::close);
  }
}
