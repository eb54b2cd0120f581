package io.callapi.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.ContextInitializer;
import ch.qos.logback.core.joran.spi.JoranException;
import io.callapi.log.CommandEntry;
import io.callapi.log.CommandLog;
import io.callapi.log.LogState;
import io.callapi.sip.CallId;
import io.callapi.sip.SipUri;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class LoggingTest {

  private static final Logger LOG = LoggerFactory.getLogger("io.callapi.some.Place");

  @TempDir private Path directory;

  @AfterEach
  void restore() throws JoranException {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.reset();
    new ContextInitializer(context).autoConfig();
  }

  @Test
  void addsOneLineForEachEventToTheFile() throws Exception {
    Path file = Files.writeString(directory.resolve("x.log"), "before\n");

    Logging.apply(new LogConfig(file, LogLevel.INFO));
    LOG.info("hello\r\nforged");
    LogState.flush();

    assertThat(Files.readAllLines(file)).hasSize(2).first().isEqualTo("before");
    assertThat(Files.readAllLines(file).get(1))
        .matches("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+\\S+ INFO {2}Place - hello forged");
  }

  @Test
  void setsTheLevel() {
    Logging.apply(new LogConfig(null, LogLevel.ERROR));
    assertThat(LOG.isWarnEnabled()).isFalse();

    Logging.apply(new LogConfig(null, LogLevel.DEBUG));
    assertThat(LOG.isDebugEnabled()).isTrue();
  }

  @Test
  void writesOneObjectForEachEventAsJson() throws Exception {
    Path file = directory.resolve("x.log");

    Logging.apply(config(file, LogFormat.JSON, LogParties.SHOWN, null));
    LOG.warn("hello \"{}\"", "sip:bob@example.com", new IllegalStateException("why"));
    LogState.flush();

    JsonObject line = new JsonObject(Files.readString(file));
    assertThat(line.fieldNames()).containsExactly("time", "level", "logger", "message", "error");
    assertThat(line.getString("message")).isEqualTo("hello \"sip:bob@example.com\"");
    assertThat(line.getString("error")).contains("why", "LoggingTest");
  }

  @ParameterizedTest
  @EnumSource(LogFormat.class)
  void showsNoUserAndNoNumberIfPartiesAreHiddenButKeepsThemForTheAudit(LogFormat format)
      throws Exception {
    Path file = directory.resolve("x.log");
    Path audit = directory.resolve("audit.log");

    Logging.apply(config(file, format, LogParties.HIDDEN, audit));
    LOG.info("to SIPS:+49301234567@example.com:5061, tel:+49301234567");
    new CommandLog().tell(entry());
    LogState.flush();

    assertThat(Files.readString(file))
        .contains("SIPS:***@example.com:5061, tel:***", "sip:***@example.com")
        .doesNotContain("49301234567", "alice");
    JsonObject kept = new JsonObject(Files.readString(audit));
    assertThat(kept.fieldNames())
        .containsExactly(
            "time",
            "client",
            "session",
            "cmd_id",
            "method",
            "caller",
            "callee",
            "proxy",
            "calls",
            "outcome",
            "source",
            "code",
            "reason",
            "duration_ms");
    assertThat(kept.getString("caller")).isEqualTo("sip:alice@example.com");
    assertThat(kept.getJsonArray("calls")).containsExactly("call-1");
    assertThat(kept.getInteger("code")).isEqualTo(486);
    assertThat(kept.getInteger("duration_ms")).isEqualTo(1500);
  }

  private static CommandEntry entry() {
    return new CommandEntry(
        new CommandEntry.Client("s1", "192.0.2.7:1"),
        "c1",
        "CallStart",
        new Params(new SipUri("sip:alice@example.com"), new SipUri("sip:bob@example.com")),
        List.of("CallerAnswered", Map.of("callid", new CallId("call-1"))),
        "east",
        new CommandEntry.Result(CommandEntry.Outcome.FAILED, "sip", 486, "Busy Here"),
        Duration.ofMillis(1500));
  }

  private record Params(SipUri caller, SipUri callee) {}

  private static LogConfig config(
      Path file, LogFormat format, LogParties parties, @Nullable Path audit) {
    return new LogConfig(
        file,
        LogLevel.INFO,
        format,
        parties,
        RollingConfig.ofLog(),
        audit,
        RollingConfig.ofAudit());
  }

  @Test
  void keepsTheAuditWhereTheLogHasNoLinesForCommands() throws Exception {
    Path file = directory.resolve("x.log");
    Path audit = directory.resolve("audit.log");
    RollingConfig rolling = RollingConfig.ofAudit();

    Logging.apply(
        new LogConfig(
            file, LogLevel.WARN, LogFormat.TEXT, LogParties.SHOWN, rolling, audit, rolling));
    new CommandLog().tell(entry());
    LogState.flush();

    assertThat(file).isEmptyFile();
    assertThat(Files.readAllLines(audit)).hasSize(1);
  }

  @Test
  void goesOnInAnotherFileWhenOneIsFull() throws Exception {
    Path file = directory.resolve("x.log");
    RollingConfig small = new RollingConfig(2048, 1, 0);
    Logging.apply(
        new LogConfig(file, LogLevel.INFO, LogFormat.TEXT, LogParties.SHOWN, small, null, small));

    await()
        .until(
            () -> {
              LOG.info("x".repeat(500));
              LogState.flush();
              return files().size() > 2;
            });

    assertThat(files()).anyMatch(name -> name.matches("x\\.log\\.20[0-9-]+\\.0\\.gz"));
    assertThat(Files.size(file)).isLessThan(20_000);
  }

  private List<String> files() throws IOException {
    try (Stream<Path> all = Files.list(directory)) {
      return all.map(each -> each.getFileName().toString()).toList();
    }
  }

  @Test
  void beginsANewFileWhereTheOldOneWasRenamed() throws Exception {
    Path file = directory.resolve("x.log");
    Logging.apply(new LogConfig(file, LogLevel.INFO));
    LOG.info("one");
    LogState.flush();

    Files.move(file, directory.resolve("x.log.1"));
    LogState.reopen();
    await().until(() -> Files.exists(file));
    LOG.info("two");
    LogState.flush();

    assertThat(Files.readString(directory.resolve("x.log.1"))).contains("one");
    assertThat(Files.readString(file)).contains("two").doesNotContain("one");
  }

  @Test
  void refusesAnAuditThatIsTheLog() {
    Path file = directory.resolve("x.log");

    assertThatThrownBy(() -> config(file, LogFormat.TEXT, LogParties.SHOWN, file))
        .hasMessageContaining("must be another file than that of the log");
  }

  @Test
  void refusesAFileThatCannotBeWritten() {
    assertThatThrownBy(() -> Logging.apply(new LogConfig(directory, LogLevel.INFO)))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("log.file_path")
        .hasMessageContaining(directory.toString());
  }
}
