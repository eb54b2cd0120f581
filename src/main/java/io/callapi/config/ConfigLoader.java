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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds the configuration file and lays the environment and the options over it. */
public final class ConfigLoader {

  private final Vertx vertx;
  private final Map<String, String> environment;
  private final Places places;

  /** A loader that looks where this process was started, and beside the program. */
  public ConfigLoader(Vertx vertx) {
    this(vertx, System.getenv(), Path.of(""), Places.programFolder(), Path.of("/"));
  }

  /**
   * A loader for another environment.
   *
   * @param directory the current folder
   * @param program the folder of the program; null for none
   * @param root what {@code /etc} is relative to
   */
  public ConfigLoader(
      Vertx vertx,
      Map<String, String> environment,
      Path directory,
      @Nullable Path program,
      Path root) {
    this.vertx = vertx;
    this.environment = Map.copyOf(environment);
    this.places = new Places(environment, directory, program, root);
  }

  /**
   * Loads the configuration.
   *
   * <p>Without a file, the first one found in the usual places is read; there may be none. Fails
   * with a {@link ConfigException} that names every wrong key, or the file if that cannot be read.
   *
   * @param file the one file to read, which must exist; null for the usual places
   * @param options what overrides the file and the environment
   */
  public Future<Loaded> load(@Nullable Path file, List<Setting> options) {
    Found found = file == null ? places.find() : Found.named(file);
    List<Setting> settings =
        Stream.concat(Setting.of(environment).stream(), options.stream()).toList();
    return found.file() == null
        ? merge(List.of(), YamlFile.none(), settings, found)
        : read(found.file(), settings, found);
  }

  private Future<Loaded> read(Path file, List<Setting> settings, Found found) {
    String path = file.toAbsolutePath().toString();
    ConfigStoreOptions store =
        new ConfigStoreOptions()
            .setType("file")
            .setFormat("yaml")
            .setConfig(new JsonObject().put("path", path));
    return vertx
        .fileSystem()
        .readFile(path)
        .recover(e -> Future.failedFuture(unreadable(file, e)))
        .map(Buffer::toString)
        .map(text -> YamlFile.parse(file.toString(), text))
        .compose(yaml -> merge(storesOf(yaml, store), yaml, settings, found));
  }

  private static ConfigException unreadable(Path file, Throwable failure) {
    return new ConfigException(new Problem("", "cannot be read: " + why(file, failure), file + ""));
  }

  /** What Java says of it is for programmers. */
  private static String why(Path file, Throwable failure) {
    if (Files.notExists(file)) {
      return "there is no such file";
    }
    if (Files.isDirectory(file)) {
      return "it is a folder";
    }
    if (!Files.isReadable(file)) {
      return "the user '" + System.getProperty("user.name") + "' may not read it";
    }
    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
    return String.valueOf(cause.getMessage());
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

  private Future<Loaded> merge(
      List<ConfigStoreOptions> file, YamlFile yaml, List<Setting> settings, Found found) {
    ConfigRetrieverOptions options = new ConfigRetrieverOptions().setScanPeriod(-1);
    file.forEach(options::addStore);
    options.addStore(new ConfigStoreOptions().setType("json").setConfig(Setting.tree(settings)));
    Map<String, String> origins = new HashMap<>(yaml.places());
    settings.forEach(setting -> origins.put(setting.key(), setting.origin()));
    ConfigReader reader = new ConfigReader(new Locations(origins), yaml.problems());
    ConfigRetriever retriever = ConfigRetriever.create(vertx, options);
    return retriever
        .getConfig()
        .map(reader::read)
        .map(config -> new Loaded(config, found, reader.effective()))
        .eventually(retriever::close);
  }
}
