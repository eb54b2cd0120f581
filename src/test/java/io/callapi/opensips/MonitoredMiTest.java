package io.callapi.opensips;

import static org.assertj.core.api.Assertions.assertThat;

import io.callapi.opensips.mi.MiRequest;
import io.callapi.opensips.mi.MiResult;
import io.callapi.opensips.mi.MiTransport;
import io.callapi.opensips.mi.NoReplyException;
import io.vertx.core.Future;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class MonitoredMiTest {

  private static final MiRequest UPTIME = MiRequest.repeatable("uptime");

  private int heard;

  @Test
  void takesNoSilenceForAnAnswer() {
    var unused = monitored(false).call(UPTIME, Duration.ofSeconds(1));

    assertThat(heard).isZero();
  }

  @Test
  void takesTheSilenceOfOneWhoIsBusyForASignOfLife() {
    var unused = monitored(true).call(UPTIME, Duration.ofSeconds(1));

    assertThat(heard).isEqualTo(1);
  }

  private MonitoredMi monitored(boolean occupied) {
    return new MonitoredMi(new Silent(occupied), () -> heard++);
  }

  private record Silent(boolean isOccupied) implements MiTransport {

    @Override
    public Future<MiResult> call(MiRequest request, Duration deadline) {
      return Future.failedFuture(new NoReplyException("silence"));
    }

    @Override
    public Future<Void> close() {
      return Future.succeededFuture();
    }
  }
}
