package io.callapi.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.ContextInitializer;
import ch.qos.logback.core.joran.spi.JoranException;
import io.callapi.log.LogState;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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
  void refusesAFileThatCannotBeWritten() {
    assertThatThrownBy(() -> Logging.apply(new LogConfig(directory, LogLevel.INFO)))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("log.file_path")
        .hasMessageContaining(directory.toString());
  }
}
