package io.callapi.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.callapi.proxy.ProxyPool.Member;
import io.callapi.proxy.ProxyRequest.End;
import io.callapi.sip.CallId;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Proxies that share their calls. The refusal is that of OpenSIPS with clusterer. */
class SharedCallsProxyTest {

  private static final CallId CALL = new CallId("some-call");
  private static final Cause BACKUP = Cause.mi(403, "Node is backup for requested dialog");
  private static final Cause UNKNOWN = Cause.mi(404, "Requested Dialog not found");

  private final FakeProxy east = new FakeProxy();
  private final FakeProxy west = new FakeProxy();
  private final FakeProxy north = new FakeProxy();
  private final Set<String> down = new HashSet<>();
  private final List<Member> all =
      List.of(member("east", east), member("west", west), member("north", north));
  private final SipProxy proxy =
      new SharedCallsProxy(all.get(0), all, member -> !down.contains(member.name()));

  private static Member member(String name, SipProxy proxy) {
    return new Member(name, 1, null, Duration.ofMinutes(2), proxy);
  }

  @Test
  void asksNoOtherWhereItsOwnEndsTheCall() {
    Future<Void> end = proxy.end(CALL);
    east.accept(End.class);

    assertThat(end.succeeded()).isTrue();
    assertThat(west.requests()).isEmpty();
  }

  @Test
  void asksTheOthersWhereItsOwnIsABackup() {
    Future<Void> end = proxy.end(CALL);
    east.refuse(End.class, BACKUP);
    west.refuse(End.class, UNKNOWN);
    north.accept(End.class);

    assertThat(end.succeeded()).isTrue();
    assertThat(west.requests()).containsExactly(new End(CALL));
  }

  @Test
  void asksOnlyUntilOneHasEndedIt() {
    Future<Void> end = proxy.end(CALL);
    east.refuse(End.class, BACKUP);
    west.accept(End.class);

    assertThat(end.succeeded()).isTrue();
    assertThat(north.requests()).isEmpty();
  }

  @Test
  void asksNoOtherForAnyOtherRefusal() {
    assertThat(refusedWith(UNKNOWN)).isEqualTo(UNKNOWN);
    assertThat(refusedWith(Cause.timeout("No reply"))).isEqualTo(Cause.timeout("No reply"));
    assertThat(refusedWith(Cause.sip(403, "Forbidden"))).isEqualTo(Cause.sip(403, "Forbidden"));
    assertThat(west.requests()).isEmpty();
  }

  private Cause refusedWith(Cause cause) {
    Future<Void> end = proxy.end(CALL);
    east.refuse(End.class, cause);
    return CallFailure.causeOf(end.cause());
  }

  @Test
  void asksNoThirdOneWhereTheAnswerOfTheSecondIsLost() {
    Future<Void> end = proxy.end(CALL);
    east.refuse(End.class, BACKUP);
    west.refuse(End.class, Cause.timeout("No reply"));

    assertThat(CallFailure.causeOf(end.cause())).isEqualTo(Cause.timeout("No reply"));
    assertThat(north.requests()).isEmpty();
  }

  @Test
  void namesTheProxyThatCouldNotBeAsked() {
    down.add("north");
    Future<Void> end = proxy.end(CALL);
    east.refuse(End.class, BACKUP);
    west.refuse(End.class, BACKUP);

    assertThat(CallFailure.causeOf(end.cause()))
        .isEqualTo(
            Cause.proxy("east may not end the call; the proxy that may was not asked: north"));
  }

  @Test
  void saysWhatItsOwnSaidWhereAllRefuse() {
    Future<Void> end = proxy.end(CALL);
    east.refuse(End.class, BACKUP);
    west.refuse(End.class, BACKUP);
    north.refuse(End.class, UNKNOWN);

    assertThat(CallFailure.causeOf(end.cause())).isEqualTo(BACKUP);
  }
}
