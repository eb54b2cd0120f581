package io.callapi.opensips.mi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What every transport does. */
@ExtendWith(VertxExtension.class)
abstract class MiTransportContract {

  private static final Duration LONG = Duration.ofSeconds(8);
  private static final Duration SHORT = Duration.ofMillis(150);

  private FakeMi peer;
  private OnLoop mi;

  /** Starts the other side, and a transport to it. */
  abstract OnLoop connect(Vertx vertx, FakeMi peer) throws TimeoutException;

  /** The length of a text that just fits. */
  abstract int longestText();

  @BeforeEach
  void connect(Vertx vertx) throws TimeoutException {
    peer = new FakeMi(vertx);
    mi = connect(vertx, peer);
  }

  @Test
  void returnsTheResult() throws Exception {
    MiResult result = mi.call(MiRequest.once("echo").with("a", "b").with("n", 5), LONG);

    assertThat(result.at("a").text()).isEqualTo("b");
    assertThat(result.at("n").number(0)).isEqualTo(5);
  }

  @Test
  void failsWithTheCodeAndTheReasonOfARefusal() {
    MiRequest refused =
        MiRequest.once("refuse").with("code", -32602).with("message", "Invalid params");

    assertThatThrownBy(() -> mi.call(refused.with("data", "Too few"), LONG))
        .isInstanceOfSatisfying(
            MiException.class, refusal -> assertThat(refusal.code()).isEqualTo(-32602))
        .hasMessageContaining("Invalid params: Too few");
  }

  @Test
  void failsByTheDeadlineWhereNothingIsSaid() {
    long started = System.nanoTime();

    assertThatThrownBy(() -> mi.call(MiRequest.once("silent"), SHORT))
        .isInstanceOf(NoReplyException.class)
        .hasMessageContaining("silent");
    assertThat(Duration.ofNanos(System.nanoTime() - started))
        .isBetween(SHORT, Duration.ofSeconds(2));
  }

  @Test
  void takesNoLateReplyForThatToTheNextRequest() throws Exception {
    Throwable late = catchThrowable(() -> mi.call(late(400), SHORT));
    MiResult next = mi.call(late(500), LONG);

    assertThat(late).isInstanceOf(NoReplyException.class);
    assertThat(next.at("ms").number(0)).isEqualTo(500);
  }

  @Test
  void tellsManyRepliesApart() throws Exception {
    List<Future<MiResult>> calls =
        IntStream.range(0, 100)
            .mapToObj(i -> mi.start(MiRequest.once("echo").with("i", i), LONG))
            .toList();

    for (int i = 0; i < calls.size(); i++) {
      assertThat(OnLoop.await(calls.get(i)).at("i").number(-1)).isEqualTo(i);
    }
  }

  @Test
  void asksWithStringsAsIdsThatAreAllDifferent() throws Exception {
    mi.call(MiRequest.once("echo"), LONG);
    mi.call(MiRequest.once("echo"), LONG);

    assertThat(peer.requests())
        .extracting(request -> request.getValue("id"))
        .hasOnlyElementsOfType(String.class)
        .doesNotHaveDuplicates();
  }

  @Test
  void takesNoReplyThatHasAnotherId() {
    assertThatThrownBy(() -> mi.call(MiRequest.once("other"), SHORT))
        .isInstanceOf(NoReplyException.class);
  }

  @Test
  void takesALongReply() throws Exception {
    MiResult result = mi.call(MiRequest.once("long").with("length", longestText()), LONG);

    assertThat(result.text()).hasSize(longestText());
  }

  @Test
  void carriesAnyText() throws Exception {
    String text = "\u00e9\u2028\u0001\"\\/{}[] \u6f22\u5b57 \ud83d\ude00\r\n";

    assertThat(mi.call(MiRequest.once("echo").with("text", text), LONG).at("text").text())
        .isEqualTo(text);
  }

  @Test
  void failsWhatIsUnderWayWhenItIsClosed() throws Exception {
    Future<MiResult> first = mi.start(MiRequest.once("silent"), LONG);
    Future<MiResult> second = mi.start(MiRequest.once("silent"), LONG);
    await().until(() -> !peer.requests().isEmpty());
    mi.close();

    assertThatThrownBy(() -> OnLoop.await(first)).isInstanceOf(NoReplyException.class);
    assertThatThrownBy(() -> OnLoop.await(second)).isInstanceOf(NoReplyException.class);
  }

  @Test
  void failsAtOnceAfterItHasBeenClosed() throws Exception {
    mi.close();

    assertThatThrownBy(() -> mi.call(MiRequest.once("echo"), LONG))
        .isInstanceOf(NoReplyException.class);
  }

  private static MiRequest late(int millis) {
    return MiRequest.once("late").with("ms", millis);
  }
}
