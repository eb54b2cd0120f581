package io.callapi.opensips.mi;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PendingRepliesTest {

  private static final Duration LONG = Duration.ofMinutes(1);
  private static final MiRequest REFER = MiRequest.once("dlg_send_sequential");
  private static final MiRequest HOLD = MiRequest.repeatable("call_hold");

  private final Vertx vertx = Vertx.vertx();
  private final PendingReplies pending = new PendingReplies(vertx);
  private final List<MiRequest> echoes = new ArrayList<>();

  @BeforeEach
  void listen() {
    pending.onEcho(echoes::add);
  }

  @AfterEach
  void close() {
    vertx.close().await();
  }

  @Test
  void tellsOfARequestThatIsAnsweredTwice() {
    String id = ask(REFER);
    succeed(id);
    assertThat(echoes).isEmpty();

    succeed(id);
    succeed(id);

    assertThat(echoes).containsExactly(REFER);
  }

  @Test
  void tellsOfARequestThatIsAnsweredWhenNobodyWaits() {
    String id = ask(REFER);
    pending.fail(id, new NoReplyException("too late"));

    succeed(id);

    assertThat(echoes).containsExactly(REFER);
  }

  @Test
  void tellsNothingOfWhatMayBeDoneTwice() {
    String id = ask(HOLD);
    succeed(id);
    succeed(id);

    assertThat(echoes).isEmpty();
  }

  @Test
  void tellsNothingOfACopyThatIsRefused() {
    String id = ask(REFER);
    succeed(id);
    pending.onReply(new MiReply.Failure(id, new MiException(404, "Dialog not found")));

    assertThat(echoes).isEmpty();
  }

  private String ask(MiRequest request) {
    String id = pending.nextId();
    var unused = pending.await(id, request, LONG);
    return id;
  }

  private void succeed(String id) {
    pending.onReply(new MiReply.Success(id, new MiResult("OK")));
  }
}
