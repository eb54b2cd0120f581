package io.callapi.opensips;

import static org.assertj.core.api.Assertions.assertThat;

import io.callapi.opensips.recipe.FakeTimers;
import io.callapi.proxy.CallFailure;
import io.callapi.proxy.CallFailure.Reason;
import io.callapi.proxy.Cause;
import io.callapi.proxy.DialogRef;
import io.callapi.proxy.ProxyRequest;
import io.callapi.proxy.ProxyRequest.Done;
import io.callapi.proxy.ProxyRequest.Order;
import io.callapi.proxy.ProxyRequest.Release;
import io.callapi.sip.CallId;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeferredReleasesTest {

  private final FakeTimers timers = new FakeTimers();
  private final List<ProxyRequest<?>> asked = new ArrayList<>();
  private Future<Done> answer = Future.succeededFuture(new Done());
  private final DeferredReleases deferred = new DeferredReleases(timers, this::carryOut);

  private Future<Done> carryOut(Order order) {
    asked.add(order.request());
    return answer;
  }

  private void deferMany(int count) {
    for (int i = 0; i < count; i++) {
      deferred.remember(new Release(DialogRef.of(new CallId("c" + i))));
    }
  }

  /** It is not met by all that has been waiting for it. */
  @Test
  void asksAProxyThatIsBackForFiftyASecond() {
    deferMany(200);
    deferred.undoAll();
    timers.advance(Duration.ofMillis(999));
    assertThat(asked).hasSize(50);

    timers.advance(Duration.ofSeconds(4));
    assertThat(asked.stream().distinct()).hasSize(200);
  }

  @Test
  void keepsTheYoungest10000() {
    deferMany(10_001);
    deferred.undoAll();
    timers.advance(Duration.ofMinutes(4));

    assertThat(asked)
        .contains(new Release(DialogRef.of(new CallId("c1"))))
        .doesNotContain(new Release(DialogRef.of(new CallId("c0"))));
  }

  @Test
  void forgetsWhatWasAnswered() {
    deferMany(1);
    deferred.undoAll();
    timers.advance(Duration.ofMinutes(2));
    int before = asked.size();
    deferred.undoAll();
    timers.advance(Duration.ofMinutes(2));

    assertThat(before).isEqualTo(5);
    assertThat(asked).hasSize(before);
  }

  @Test
  void keepsWhatTheProxyWasSilentOnForWhenItIsBackTheNextTime() {
    answer =
        Future.failedFuture(new CallFailure(Reason.NO_REPLY, Cause.timeout("No reply in time")));
    deferMany(1);
    deferred.undoAll();
    timers.advance(Duration.ofMinutes(2));
    deferred.undoAll();
    timers.advance(Duration.ofMinutes(2));

    assertThat(asked).hasSize(10);
  }
}
