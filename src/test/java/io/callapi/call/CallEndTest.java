package io.callapi.call;

import static io.callapi.call.Happenings.ALICE;
import static io.callapi.call.Happenings.BOB;
import static io.callapi.call.Happenings.CALL;
import static io.callapi.call.Happenings.OTHER_CALL;
import static io.callapi.call.Happenings.ended;
import static io.callapi.call.Happenings.lost;
import static io.callapi.call.Happenings.up;
import static org.assertj.core.api.Assertions.assertThat;

import io.callapi.proxy.Cause;
import io.callapi.proxy.ProxyRequest.End;
import io.callapi.proxy.ProxyRequest.LookUp;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CallEndTest {

  private final FakeScope scope =
      FakeScope.running(s -> new CallEnd(new CallEnd.Params(CALL), s), up(CALL, ALICE, BOB));

  @Test
  void isDoneWhenTheProxySaysThatTheCallIsGone() {
    scope.proxy().accept(End.class);
    assertThat(scope.isRunning()).isTrue();
    scope.raise(ended(CALL));

    assertThat(scope.hasSucceeded()).isTrue();
    assertThat(scope.reports()).isEmpty();
    assertThat(scope.proxy().requests()).containsExactly(new End(CALL));
  }

  @Test
  void isDoneIfTheEventComesBeforeTheReply() {
    scope.raise(ended(CALL));

    assertThat(scope.hasSucceeded()).isTrue();
  }

  @Test
  void isNotDoneByTheEndOfAnotherCall() {
    scope.proxy().accept(End.class);

    scope.raise(ended(OTHER_CALL));

    assertThat(scope.isRunning()).isTrue();
  }

  @Test
  void failsWithTheTextOfTheProxyIfTheCallIsUnknown() {
    scope.proxy().refuse(End.class, Cause.mi(404, "Requested Dialog not found"));

    assertThat(scope.failure()).isEqualTo(Cause.mi(404, "Requested Dialog not found"));
  }

  @Test
  void looksTheCallUpIfTheEventIsLost() {
    scope.proxy().accept(End.class);

    scope.advance(Duration.ofMillis(500));
    assertThat(scope.isRunning()).isTrue();
    scope.lose(ended(CALL));
    scope.advance(Duration.ofMillis(999));
    assertThat(scope.isRunning()).isTrue();
    scope.advance(Duration.ofMillis(1));

    assertThat(scope.hasSucceeded()).isTrue();
    assertThat(scope.proxy().actions()).containsExactly(new End(CALL));
  }

  @Test
  void asksTheProxyEverMoreRarely() {
    scope.proxy().accept(End.class);

    scope.advance(Duration.ofMillis(499));
    assertThat(scope.proxy().requests()).containsExactly(new End(CALL));
    scope.advance(Duration.ofMillis(1));
    assertThat(scope.proxy().requests()).containsExactly(new End(CALL), new LookUp(CALL));
    scope.advance(Duration.ofSeconds(1 + 2 + 4));

    assertThat(scope.proxy().requests()).filteredOn(new LookUp(CALL)::equals).hasSize(4);
  }

  @Test
  void goesOnAskingAProxyWhoseAnswersAreLostForAWhile() {
    scope.proxy().accept(End.class);
    scope.proxy().fallsSilent();

    scope.advance(Duration.ofSeconds(9));
    assertThat(scope.isRunning()).isTrue();
    scope.raise(ended(CALL));

    assertThat(scope.hasSucceeded()).isTrue();
  }

  @Test
  void isDoneIfTheProxyHasLostTheCall() {
    scope.raise(lost(CALL));

    assertThat(scope.hasSucceeded()).isTrue();
  }

  @Test
  void looksTheCallUpIfTheReplyIsLost() {
    scope.proxy().refuse(End.class, Cause.timeout("No reply from the proxy to dlg_end_dlg"));
    scope.lose(ended(CALL));

    scope.advance(Duration.ofMillis(500));

    assertThat(scope.hasSucceeded()).isTrue();
  }

  @Test
  void failsIfTheCallGoesOn() {
    scope.proxy().accept(End.class);

    scope.advance(Duration.ofSeconds(10));

    assertThat(scope.failure()).isEqualTo(Cause.timeout("No end of the call in time"));
  }

  @Test
  void failsIfTheProxyCannotBeReached() {
    scope.proxy().refuse(End.class, Cause.proxy("Proxy default cannot be reached"));

    assertThat(scope.failure()).isEqualTo(Cause.proxy("Proxy default cannot be reached"));
  }
}
