package io.callapi.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class OutOfMemoryFilterTest {

  private static final Logger LOG = LoggerFactory.getLogger(OutOfMemoryFilterTest.class);

  private final List<LastWords> said = new CopyOnWriteArrayList<>();
  private final OutOfMemoryFilter filter = OutOfMemoryFilter.install(said::add);

  @AfterEach
  void uninstall() {
    filter.uninstall();
  }

  @Test
  void endsTheProcessForAnOutOfMemoryErrorThatIsLoggedAtAnyLevel() {
    LOG.trace("An exception was thrown by {}", "a listener", new OutOfMemoryError("test"));

    assertThat(said).extracting(LastWords::code).containsExactly(3);
  }

  @Test
  void endsTheProcessForAnOutOfMemoryErrorThatHasBecomeACause() {
    LOG.trace("failed", new IllegalStateException(new OutOfMemoryError("test")));

    assertThat(said).hasSize(1);
  }

  @Test
  void endsTheProcessForAThreadThatEndsOutOfMemory() throws Exception {
    Thread thread = new Thread(OutOfMemoryFilterTest::runOutOfMemory, "test");

    thread.start();
    thread.join(); // Awaitility would take what is thrown for its own

    assertThat(said).hasSize(1);
  }

  private static void runOutOfMemory() {
    throw new OutOfMemoryError("test");
  }

  @Test
  void letsAllElseBeLogged() {
    IllegalStateException circle = new IllegalStateException("test");
    circle.initCause(new IllegalStateException("test", circle));

    LOG.trace("failed", circle);
    LOG.trace("{} and {}", "a", "b");

    assertThat(said).isEmpty();
  }
}
