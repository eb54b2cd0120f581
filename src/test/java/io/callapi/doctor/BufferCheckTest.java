package io.callapi.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.callapi.config.CallApiConfig;
import io.callapi.doctor.CheckOutcome.Verdict;
import io.callapi.opensips.mi.MiRequest;
import io.callapi.opensips.mi.MiResult;
import io.callapi.opensips.mi.MiTransport;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BufferCheckTest {

  @TempDir private Path directory;

  @Test
  void namesTheSettingOfTheKernelWhereBuffersAreSmall() throws Exception {
    Path file = Files.writeString(directory.resolve("rmem_max"), "212992\n");

    CheckOutcome outcome = run(file);

    assertThat(outcome.verdict()).isEqualTo(Verdict.OK);
    assertThat(outcome.found()).contains("212992");
    assertThat(outcome.fix()).contains("net.core.rmem_max = 1048576");
  }

  @Test
  void advisesNothingWhereTheyAreLarge() throws Exception {
    Path file = Files.writeString(directory.resolve("rmem_max"), "4194304\n");

    assertThat(run(file).fix()).isEmpty();
  }

  @Test
  void isSkippedOnOtherSystems() {
    assertThat(run(directory.resolve("none")).verdict()).isEqualTo(Verdict.SKIPPED);
  }

  private static CheckOutcome run(Path file) {
    Vertx vertx = Vertx.vertx();
    try {
      Patient patient =
          new Patient(vertx, CallApiConfig.defaults().proxies().get(0), new Nothing());
      return new BufferCheck(file).run(patient).await();
    } finally {
      vertx.close().await();
    }
  }

  private static final class Nothing implements MiTransport {

    @Override
    public Future<MiResult> call(MiRequest request, Duration deadline) {
      return Future.failedFuture("not asked for");
    }

    @Override
    public Future<Void> close() {
      return Future.succeededFuture();
    }
  }
}
