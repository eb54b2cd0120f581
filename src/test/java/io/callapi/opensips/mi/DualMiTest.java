package io.callapi.opensips.mi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DualMiTest {

  private static final Duration DEADLINE = Duration.ofSeconds(4);
  private static final MiRequest LIST = MiRequest.once("dlg_list").with("index", 0);

  private final AtomicLong nanos = new AtomicLong(-5);
  private final FakeTransport udp = new FakeTransport("udp");
  private final FakeTransport http = new FakeTransport("http");
  private final DualMi mi = new DualMi(udp, http, nanos::get);

  @ParameterizedTest
  @ValueSource(strings = {"dlg_list", "events_list", "subscribers_list", "which", "ps"})
  void readsListsOverHttp(String list) {
    assertThat(answerer(MiRequest.once(list))).isEqualTo("http");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"t_uac_dlg", "dlg_send_sequential", "t_uac_cancel", "call_hold", "version"})
  void sendsAllElseOverUdp(String method) {
    assertThat(answerer(MiRequest.once(method))).isEqualTo("udp");
  }

  @Test
  void looksUpOneDialogOverUdp() {
    assertThat(answerer(MiRequest.once("dlg_list").with("callid", "a"))).isEqualTo("udp");
  }

  @Test
  void takesUdpInsteadOfSilenceWithTheTimeThatIsLeft() {
    http.fail(new NoReplyException("silence"), () -> nanos.addAndGet(2_000_000_000L));

    assertThat(answerer(LIST)).isEqualTo("udp");
    assertThat(http.deadline()).isEqualTo(Duration.ofSeconds(2));
    assertThat(udp.deadline()).isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void takesUdpInsteadOfWhatIsNoManagementInterface() {
    http.fail(new MiException(MiException.BAD_GATEWAY, "HTTP 401"), () -> {});

    assertThat(answerer(LIST)).isEqualTo("udp");
  }

  @Test
  void staysWithUdpForAWhileAndThenTriesAgain() {
    http.fail(new NoReplyException("silence"), () -> {});
    answerer(LIST);
    answerer(LIST);
    int triedAtFirst = http.calls();
    nanos.addAndGet(Duration.ofSeconds(31).toNanos());
    answerer(LIST);

    assertThat(triedAtFirst).isEqualTo(1);
    assertThat(http.calls()).isEqualTo(2);
  }

  @Test
  void saysThatHttpDoesNotWorkUntilItDoes() {
    String before = mi.trouble();
    http.fail(new NoReplyException("silence"), () -> {});
    answerer(LIST);
    String silent = mi.trouble();
    boolean roomyBefore = mi.isRoomy();
    nanos.addAndGet(Duration.ofSeconds(31).toNanos());
    String later = mi.trouble();
    http.work();
    answerer(LIST);

    assertThat(before).isEmpty();
    assertThat(silent).isEqualTo(later).contains("mi.http_url", "silence");
    assertThat(roomyBefore).isFalse();
    assertThat(mi.trouble()).isEmpty();
    assertThat(mi.isRoomy()).isTrue();
  }

  @Test
  void passesARefusalOn() {
    http.fail(new MiException(404, "No such dialog"), () -> {});

    assertThatThrownBy(() -> answerer(LIST)).hasMessage("404 No such dialog");
    assertThat(udp.calls()).isZero();
  }

  @Test
  void closesBoth() {
    assertThat(mi.close().succeeded()).isTrue();

    assertThat(udp.isClosed()).isTrue();
    assertThat(http.isClosed()).isTrue();
  }

  private String answerer(MiRequest request) {
    Future<MiResult> call = mi.call(request, DEADLINE);
    if (call.failed()) {
      throw (RuntimeException) call.cause();
    }
    return call.result().text();
  }
}
