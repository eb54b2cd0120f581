package io.callapi.opensips.mi;

import static org.assertj.core.api.Assertions.assertThat;

import io.callapi.jsonrpc.JsonTexts;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.ByteRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.jspecify.annotations.Nullable;

/** Whatever comes to the socket of management, no request that it does not answer ends by it. */
class MiRepliesPropertiesTest {

  private static final List<MiRequest> REQUESTS =
      List.of(
          MiRequest.once("t_uac_dlg"),
          MiRequest.once("dlg_send_sequential"),
          MiRequest.repeatable("dlg_list"),
          MiRequest.repeatable("dlg_end_dlg"));

  private static final Box BOX = new Box();

  /** Made for all tries together. */
  private static final class Box {
    private @Nullable Vertx vertx;
  }

  @BeforeContainer
  static void open() {
    BOX.vertx = Vertx.vertx();
  }

  @AfterContainer
  static void close() {
    if (BOX.vertx != null) {
      BOX.vertx.close().await();
    }
  }

  private final PendingReplies pending =
      new PendingReplies(BOX.vertx == null ? Vertx.vertx() : BOX.vertx);
  private final List<Future<MiResult>> waiting = REQUESTS.stream().map(this::await).toList();
  private long strays;

  private Future<MiResult> await(MiRequest request) {
    return pending.await(pending.nextId(), request, Duration.ofSeconds(60));
  }

  @Property
  void areNotEndedByAnyBytes(@ForAll byte[] bytes) {
    come(new String(bytes, StandardCharsets.UTF_8));
  }

  @Property
  void areNotEndedByAnyText(@ForAll String text) {
    come(text);
  }

  @Property
  void areNotEndedByAnyJson(@ForAll("json") String json) {
    come(json);
  }

  @Property
  void areNotEndedByAnythingLikeAReply(
      @ForAll("json") String id, @ForAll("json") String result, @ForAll("json") String error) {
    come("{\"jsonrpc\":\"2.0\",\"id\":%s,\"result\":%s}".formatted(id, result));
    come("{\"jsonrpc\":\"2.0\",\"id\":%s,\"error\":%s}".formatted(id, error));
  }

  private void come(String text) {
    pending.onReply(MiReply.parse(text));
    strays++;

    assertThat(waiting).noneMatch(Future::isComplete);
    assertThat(pending.unusable() + pending.strays()).isEqualTo(strays);
  }

  @Property
  void areNotFailedByOneByteThatIsWrong(
      @ForAll @IntRange(max = 43) int position, @ForAll @ByteRange byte wrong) {
    assertThat(answeredBy("\"result\":{\"a\":\"OK\"}", position, wrong).failed()).isFalse();
  }

  @Property
  void doNotSucceedByOneByteThatIsWrong(
      @ForAll @IntRange(max = 66) int position, @ForAll @ByteRange byte wrong) {
    String refusal = "\"error\":{\"code\":404,\"message\":\"Not found\"}";

    assertThat(answeredBy(refusal, position, wrong).succeeded()).isFalse();
  }

  private Future<MiResult> answeredBy(String outcome, int position, byte wrong) {
    String id = pending.nextId();
    Future<MiResult> request =
        pending.await(id, MiRequest.repeatable("call_hold"), Duration.ofSeconds(60));
    String text = "{\"jsonrpc\":\"2.0\",%s,\"id\":\"%s\"}".formatted(outcome, id);
    byte[] reply = text.getBytes(StandardCharsets.UTF_8);
    reply[position] = wrong;
    pending.onReply(MiReply.parse(new String(reply, StandardCharsets.UTF_8)));
    return request;
  }

  @Provide
  Arbitrary<String> json() {
    return JsonTexts.values();
  }
}
