package io.callapi.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.groups.Tuple.tuple;

import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(VertxExtension.class)
class ConfigLoaderTest {

  private static final Path DOCUMENTED = Path.of("conf/call-api.yml");

  @TempDir Path directory;
  private Vertx vertx;

  @BeforeEach
  void use(Vertx vertx) {
    this.vertx = vertx;
  }

  @Test
  void readsTheDocumentedFileAsTheDefaults() throws Exception {
    assertThat(load(DOCUMENTED)).isEqualTo(CallApiConfig.defaults());
  }

  @Test
  void acceptsEveryDocumentedKeyOfOneProxy() throws Exception {
    String text = Files.readString(DOCUMENTED);
    String all =
        text.substring(0, text.indexOf("#proxies:")).replaceAll("(?m)^  #(\\w+: )", "  $1");

    CallApiConfig config = load(file(all));

    assertThat(config.proxies().get(0).mi().httpUser()).isEqualTo("call-api");
    assertThat(config.proxies().get(0).events().advertised()).hasToString("198.51.100.7:5090");
    assertThat(config.log().filePath()).isEqualTo(Path.of("/var/log/call-api/call-api.log"));
    assertThat(config.proxies().get(0).sipUri()).hasToString("sip:127.0.0.1:5060");
  }

  @Test
  void acceptsTheDocumentedListOfProxies() throws Exception {
    assertThat(load(file(listOfProxies())).proxies())
        .extracting(ProxyConfig::name)
        .containsExactly("east", "west");
  }

  private static String listOfProxies() throws IOException {
    String text = Files.readString(DOCUMENTED);
    return text.substring(text.indexOf("#proxies:")).replaceAll("(?m)^#", "");
  }

  @Test
  void meansTheDefaultsWithoutAnyFile() throws Exception {
    assertThat(loaded(loader(Map.of())).config()).isEqualTo(CallApiConfig.defaults());
  }

  @ParameterizedTest
  @CsvSource({"''", "'# nothing'", "'---'", "'ws_server:\nsip:\n  #uri: x\nproxies:'", "'mi: {}'"})
  void meansTheDefaultsWhereNothingIsWritten(String text) throws Exception {
    assertThat(load(file(text))).isEqualTo(CallApiConfig.defaults());
  }

  @Test
  void looksInTheUsualPlacesInOrder() throws Exception {
    List<String> places =
        List.of(
            "home/.call-api.yml",
            "conf/call-api.yml",
            "program/conf/call-api.yml",
            "etc/call-api.yml",
            "etc/call-api/call-api.yml");
    for (int i = 0; i < places.size(); i++) {
      Path file = directory.resolve(places.get(i));
      Files.createDirectories(file.getParent());
      Files.writeString(file, "ws_server: {port: %d}".formatted(i + 1));
    }
    Map<String, String> home = Map.of("HOME", directory.resolve("home").toString());

    for (int i = 0; i < places.size(); i++) {
      CallApiConfig config = loaded(loader(home)).config();
      assertThat(config.wsServer().port()).isEqualTo(i + 1);
      Files.delete(directory.resolve(places.get(i)));
    }
  }

  @Test
  void letsTheEnvironmentOverrideTheFileAndOptionsBoth() throws Exception {
    Path file = file("ws_server:\n  port: 1\n  host: a\n  http_path: /a\n  tokens: [a]\nsip:\n");
    Map<String, String> variables =
        Map.of(
            "CALLAPI_CLUSTER_SECRET", "0123456789abcdef0123456789abcdef",
            "CALLAPI_WS_SERVER_PORT", "2",
            "CALLAPI_WS_SERVER_HOST", "b",
            "CALLAPI_WS_SERVER_ORIGINS", "https://a.example, https://b.example",
            "CALLAPI_WS_SERVER_TOKENS", "0123456789abcdef, fedcba9876543210",
            "CALLAPI_TOKEN", "that of a client",
            "CALLAPI_SIP_URI", "sip:b",
            "CALLAPI_MI_INVITE_TIMEOUT", "3",
            "CALLAPI_LOG_FILE_PATH", "",
            "HOST", "z");

    CallApiConfig config =
        loader(variables)
            .load(file, List.of(new Setting("ws_server.port", 3, "option --port")))
            .await(5, TimeUnit.SECONDS)
            .config();

    assertThat(config.wsServer().port()).isEqualTo(3);
    assertThat(config.wsServer().host()).isEqualTo("b");
    assertThat(config.wsServer().httpPath()).isEqualTo("/a");
    assertThat(config.wsServer().origins())
        .containsExactly("https://a.example", "https://b.example");
    assertThat(config.wsServer().tokens()).containsExactly("0123456789abcdef", "fedcba9876543210");
    assertThat(config.proxies().get(0).sipUri()).hasToString("sip:b");
    assertThat(config.proxies().get(0).mi().inviteTimeout()).isEqualTo(Duration.ofSeconds(3));
    assertThat(config.log().filePath()).isNull();
    assertThat(config.cluster().secret()).isEqualTo("0123456789abcdef0123456789abcdef");
  }

  @Test
  void takesASectionWithinASectionFromTheEnvironment() throws Exception {
    Map<String, String> variables =
        Map.of(
            "CALLAPI_WS_SERVER_TLS_CERT", "/cert.pem",
            "CALLAPI_WS_SERVER_TLS_KEY", "/key.pem",
            "CALLAPI_MANAGEMENT_PORT", "0");

    CallApiConfig config =
        loader(variables).load(file(""), List.of()).await(5, TimeUnit.SECONDS).config();

    assertThat(config.wsServer().tls())
        .isEqualTo(new TlsConfig(Path.of("/cert.pem"), Path.of("/key.pem")));
    assertThat(config.management().port()).isZero();
  }

  @Test
  void namesTheLineTheVariableAndTheOptionOfAWrongKey() throws Exception {
    Path file =
        file(
            "# first\nws_server:\n  host: a\n  prot: 1\n\nproxies:\n  - name: a\n    mi:\n      url: 1\n");

    ConfigException failure =
        failure(
            loader(Map.of("CALLAPI_WS_SERVER_MAX_FRAME_SIZE", "x", "CALLAPI_MODE", "y")),
            file,
            new Setting("ws_server.port", 99999, "option --port"));

    assertThat(failure.problems())
        .extracting(Problem::where, Problem::key)
        .containsExactlyInAnyOrder(
            tuple(file + " line 4", "ws_server.prot"),
            tuple(file + " line 9", "proxies[0].mi.url"),
            tuple(
                "environment variable CALLAPI_WS_SERVER_MAX_FRAME_SIZE",
                "ws_server.max_frame_size"),
            tuple("environment variable CALLAPI_MODE", "mode"),
            tuple("option --port", "ws_server.port"));
    assertThat(failure)
        .hasMessageContaining(file + " line 4: ws_server.prot is not a key; did you mean port?");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
      'mi:\n  url: [::1]:8080'             | line 2 | not YAML
      'mi:\n\turl: x'                      | line 2 | not YAML
      'a: 1\nb: "x'                        | line 2 | not YAML
      'mi:\n  url: a:1\n  url: b:2'        | line 3 | written twice
      'mi: {}\nsip: {}\nmi: {}'            | line 3 | written twice
      'ws_server:\n  host: 2020-01-01'     | line 2 | in quotes
      'hello'                              | line 1 | sections
      '- a'                                | line 1 | sections
      'mi: &x\n  url: *x'                  | line 1 | too deep
      'mi:\n  5: x'                        | line 2 | not a key
      'proxies:\n- 5: x\n  name: a'        | line 2 | not a key
      '? [a]\n: b'                         | line 1 | not a word
      'mi: !!java.net.URL x'               | line 1 | not YAML
      """)
  void refusesWhatOnlyAYamlParserSeesWithItsLine(String text, String line, String reason)
      throws Exception {
    ConfigException failure =
        failure(loader(Map.of()), file(text.replace("\\n", "\n").replace("\\t", "\t")));

    assertThat(failure.problems())
        .anySatisfy(
            problem -> {
              assertThat(problem.where()).endsWith(line);
              assertThat(problem.text()).contains(reason);
            });
  }

  @Test
  void tellsWhatOnlyAYamlParserSeesTogetherWithEverythingElse() throws Exception {
    Path file =
        file(
            """
            ws_server:
              host: 2020-01-01
              port: 99999
              port: 5059
            mi:
              8080: x
              timeot: 5s
            sip: {}
            sip: {}
            deadlines: &d
              hold: x
              end: *d
            """);

    ConfigException failure = failure(loader(Map.of("CALLAPI_LOG_LEVEL", "loud")), file);

    assertThat(failure.problems())
        .extracting(Problem::where, Problem::key)
        .containsExactlyInAnyOrder(
            tuple(file + " line 2", "ws_server.host"),
            tuple(file + " line 3", "ws_server.port"),
            tuple(file + " line 4", "ws_server.port"),
            tuple(file + " line 6", "mi.8080"),
            tuple(file + " line 7", "mi.timeot"),
            tuple(file + " line 9", "sip"),
            tuple(file + " line 11", "deadlines.hold"),
            tuple(file + " line 10", "deadlines.end"),
            tuple("environment variable CALLAPI_LOG_LEVEL", "log.level"));
  }

  @ParameterizedTest
  @CsvSource({
    "/absent.yml, there is no such file",
    "/proc, it is a folder",
    "/proc/self/mem, Input/output error"
  })
  void refusesAFileThatIsNotThereLikeOneThatCannotBeRead(Path file, String why) {
    assertThat(failure(loader(Map.of()), file)).hasMessage(file + ": cannot be read: " + why);
  }

  @Test
  void refusesAFileInAUsualPlaceThatCannotBeReadInsteadOfLookingOn() throws Exception {
    Path broken = directory.resolve("conf/call-api.yml");
    Files.createDirectories(broken.getParent());
    Files.createSymbolicLink(broken, Path.of("/proc/self/mem"));

    assertThat(failure(loader(Map.of()), null)).hasMessageStartingWith(broken + ": cannot be read");
  }

  @Test
  void saysWhichFileIsReadAndWhichOthersAreNot() throws Exception {
    Path first = directory.resolve("conf/call-api.yml");
    Path second = directory.resolve("etc/call-api.yml");
    for (Path file : List.of(first, second)) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, "");
    }

    assertThat(loaded(loader(Map.of())).place()).isEqualTo(first + "; not read: " + second);
  }

  @Test
  void saysWhereItHasLookedWhereThereIsNoFile() throws Exception {
    assertThat(loaded(loader(Map.of("HOME", directory.resolve("home").toString()))).place())
        .startsWith("no file, so the defaults hold; looked for ")
        .containsSubsequence(
            directory + "/home/.call-api.yml",
            directory + "/conf/call-api.yml",
            directory + "/program/conf/call-api.yml",
            directory + "/etc/call-api.yml",
            directory + "/etc/call-api/call-api.yml");
  }

  @ParameterizedTest
  @CsvSource({
    "/opt/call-api/target/call-api.jar, /opt/call-api",
    "/opt/call-api/lib/call-api.jar, /opt/call-api",
    "/usr/share/call-api/call-api.jar, /usr/share/call-api",
    "/opt/call-api/target/classes, "
  })
  void looksBesideTheProgramWhichIsAJar(Path jar, @Nullable Path folder) {
    assertThat(Places.folderOf(jar)).isEqualTo(folder);
  }

  @Test
  void printsTheDocumentedFileAsItself() throws Exception {
    String text =
        Files.readString(DOCUMENTED)
            .replaceAll("(?m)^  #(\\w+: )", "  $1")
            .replaceAll("(?m)^  (secret|http_password): .*", "");
    for (String each : List.of(text.replaceAll("(?m)^  http_user: .*", ""), listOfProxies())) {
      Loaded loaded = loader(Map.of()).load(file(each), List.of()).await(5, TimeUnit.SECONDS);

      String printed = EffectiveText.of(loaded.values());

      assertThat(load(file(printed))).isEqualTo(loaded.config());
    }
  }

  @Test
  void tellsOfEachValueWhereItComesFromAndOfSecretsNoMore() throws Exception {
    Path file =
        file("mi:\n  http_url: http://h/mi\n  http_user: u\n  http_password: s3cret\nlog:\n");
    Map<String, String> variables =
        Map.of(
            "CALLAPI_WS_SERVER_TOKENS", "s3cret0123456789",
            "CALLAPI_CLUSTER_SECRET", "s3cret0123456789s3cret0123456789",
            "CALLAPI_MI_TIMEOUT", "1500ms");

    Loaded loaded = loader(variables).load(file, List.of()).await(5, TimeUnit.SECONDS);
    String printed = EffectiveText.of(loaded.values());

    assertThat(printed)
        .containsPattern("(?m)^ws_server:$")
        .containsPattern("(?m)^  host: localhost +# default$")
        .containsPattern("(?m)^  tokens: \\[.*hidden.*] +# environment variable CALLAPI_WS_SERVER")
        .containsPattern("(?m)^  timeout: 1500ms +# environment variable CALLAPI_MI_TIMEOUT$")
        .containsPattern("(?m)^  http_user: u +# " + Pattern.quote(file + " line 3") + "$")
        .containsPattern("(?m)^  #url: +# not set$")
        .containsPattern("(?m)^  uri: sip:h:5060 +# default$")
        .doesNotContain("s3cret");
    assertThat(loaded.toString()).doesNotContain("s3cret");
  }

  @Test
  void hasAVariableForEachKeyOfOneProxy() throws Exception {
    for (EffectiveValue known : loaded(loader(Map.of())).values()) {
      String variable = "CALLAPI_" + known.key().replace('.', '_').toUpperCase(Locale.ROOT);

      ConfigException failure = failure(loader(Map.of(variable, "?")), null);

      if (failure != null) { // else a key that may have any text
        assertThat(failure).message().doesNotContain("is not a key");
      }
    }
  }

  private CallApiConfig load(Path file) throws TimeoutException {
    return loader(Map.of()).load(file, List.of()).await(5, TimeUnit.SECONDS).config();
  }

  private static Loaded loaded(ConfigLoader loader) throws TimeoutException {
    return loader.load(null, List.of()).await(5, TimeUnit.SECONDS);
  }

  private ConfigException failure(ConfigLoader loader, @Nullable Path file, Setting... options) {
    return catchThrowableOfType(
        ConfigException.class,
        () -> loader.load(file, List.of(options)).await(5, TimeUnit.SECONDS));
  }

  private ConfigLoader loader(Map<String, String> environment) {
    return new ConfigLoader(vertx, environment, directory, directory.resolve("program"), directory);
  }

  private Path file(String text) throws IOException {
    return Files.writeString(directory.resolve("some.yml"), text);
  }
}
