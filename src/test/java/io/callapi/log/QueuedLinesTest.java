package io.callapi.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.FileAppender;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QueuedLinesTest {

  private final LoggerContext context = new LoggerContext();
  private final List<String> written = new CopyOnWriteArrayList<>();
  @TempDir private Path directory;
  private final CountDownLatch disk = new CountDownLatch(1);

  @BeforeEach
  void start() {
    context.setMDCAdapter(new LogbackMDCAdapter());
  }

  @AfterEach
  void stop() {
    context.stop();
  }

  @Test
  void holdsNobodyUpWhileTheDiskDoesAndCountsWhatIsLost() {
    QueuedLines lines = started(new SlowSink(), 10);

    for (int i = 0; i < 100; i++) {
      lines.doAppend(event("line " + i));
    }

    assertThat(lines.lost()).isBetween(89L, 90L);
    disk.countDown();
    String told = lines.lost() + " lines lost so far: they came faster than they could be written";
    await().until(() -> written.contains(told));
    assertThat(written).startsWith("line 0", "line 1").hasSizeBetween(11, 12);
    lines.stop();
  }

  @Test
  void letsSoManyLinesWaitAsIsDocumented() {
    assertThat(QueuedLines.CAPACITY).isEqualTo(8192);
  }

  @Test
  void writesAllThatHasComeBeforeItStops() {
    disk.countDown();
    QueuedLines lines = started(new SlowSink(), 1000);
    for (int i = 0; i < 100; i++) {
      lines.doAppend(event("line " + i));
    }

    lines.stop();

    assertThat(written).hasSize(100);
  }

  @Test
  void saysOnceOnStderrAndInItsStateThatTheDiskIsFull() {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    LineFile full = file("/dev/full", err);
    QueuedLines lines = started(full, 100);

    for (int i = 0; i < 10; i++) {
      lines.doAppend(event("line " + i));
    }
    lines.flush();

    assertThat(lines.problem()).isEqualTo("/dev/full cannot be written: No space left on device");
    assertThat(lines.lost()).isEqualTo(10);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .containsOnlyOnce("/dev/full cannot be")
        .hasLineCount(1);
    lines.stop();
  }

  @Test
  void goesOnWhenThereIsRoomAgain() throws Exception {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Path place = directory.resolve("x.log");
    Files.createSymbolicLink(place, Path.of("/dev/full"));
    QueuedLines lines = started(file(place.toString(), err), 100);
    lines.doAppend(event("lost"));
    lines.flush();
    assertThat(lines.problem()).contains("No space left");

    Files.delete(place);

    await()
        .until(
            () -> {
              lines.doAppend(event("kept"));
              lines.flush();
              return lines.problem().isEmpty();
            });
    assertThat(Files.readString(place)).contains("kept").doesNotContain("lost\n");
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("can be written again; lines lost: ");
    lines.stop();
  }

  private LineFile file(String path, ByteArrayOutputStream err) {
    FileAppender<ILoggingEvent> file = new FileAppender<>();
    file.setContext(context);
    file.setFile(path);
    TextLines encoder = new TextLines("%msg%n", false);
    encoder.setContext(context);
    encoder.start();
    file.setEncoder(encoder);
    LineFile sink = new LineFile(file, new PrintStream(err, true, StandardCharsets.UTF_8));
    context.getStatusManager().add(sink);
    file.start();
    return sink;
  }

  private QueuedLines started(Sink sink, int capacity) {
    QueuedLines lines = new QueuedLines(sink, capacity);
    lines.setContext(context);
    lines.start();
    return lines;
  }

  private ILoggingEvent event(String text) {
    return new LoggingEvent("x", context.getLogger("x"), Level.INFO, text, null, null);
  }

  private final class SlowSink implements Sink {
    @Override
    public boolean write(ILoggingEvent event) {
      try {
        disk.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      return written.add(event.getFormattedMessage());
    }

    @Override
    public boolean reopen() {
      return true;
    }

    @Override
    public String problem() {
      return "";
    }

    @Override
    public void close() {
      // Nothing is open.
    }
  }
}
