package io.callapi.management;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.callapi.client.ClientFigures;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MetersTest {

  private final Meters meters = new Meters();
  private final AtomicLong troubles = new AtomicLong();

  @AfterEach
  void close() {
    meters.close();
  }

  @Test
  void goOnToCountWhenMemoryHasBeenCleared() {
    meters.watch(new Figures(troubles));
    meters.watchCertificate(inAnHour()::toInstant);
    memoryIsCleared();

    troubles.set(11);

    assertThat(meters.scrape())
        .contains("callapi_client_troubles_total{kind=\"wrong_token\"} 11.0")
        .contains("callapi_sessions 11.0")
        .contains("callapi_unread_bytes 11.0")
        .containsPattern("callapi_tls_certificate_remaining_seconds 3[56]\\d\\d\\.");
  }

  private static OffsetDateTime inAnHour() {
    return OffsetDateTime.now(ZoneOffset.UTC).plusHours(1);
  }

  private static void memoryIsCleared() {
    var unowned = new WeakReference<>(new Object());
    await()
        .pollInterval(Duration.ofMillis(10))
        .until(
            () -> {
              System.gc();
              return unowned.get() == null;
            });
  }

  /** As those of all clients, made anew for who asks. */
  private record Figures(AtomicLong all) implements ClientFigures {

    @Override
    public int sessions() {
      return all.intValue();
    }

    @Override
    public int connections() {
      return all.intValue();
    }

    @Override
    public int most() {
      return all.intValue();
    }

    @Override
    public long unread() {
      return all.get();
    }

    @Override
    public int openedSessions() {
      return all.intValue();
    }

    @Override
    public long kept() {
      return all.get();
    }

    @Override
    public Map<String, LongSupplier> troubles() {
      return Map.of("wrong_token", all::get);
    }
  }
}
