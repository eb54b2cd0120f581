package io.callapi.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.callapi.cluster.NodeMessage.ChallengeQuery;
import io.callapi.cluster.NodeMessage.SignedRequest;
import io.callapi.command.CommandSignal;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GatekeeperTest {

  private static final Signature SIGNATURE = new Signature("the secret that all nodes here share");
  private static final Signature OTHER = new Signature("the secret that another cluster uses");

  private final Set<String> members = new HashSet<>(Set.of("asker", "here", "other"));
  private long now;
  private final Gatekeeper gatekeeper = gatekeeper("here");

  private Gatekeeper gatekeeper(String node) {
    return new Gatekeeper(
        node,
        SIGNATURE,
        List.of(CommandSignal.FROM_NODES),
        members::contains,
        new Challenges(() -> now));
  }

  private String challenge() {
    return gatekeeper.challenge(ChallengeQuery.signed(SIGNATURE, "asker", "here")).value();
  }

  private SignedRequest cancel(String challenge) {
    return new SignedRequest(
        "asker", "here", challenge, "command.cancel/1", "c1", "{\"reason\":\"enough\"}", "");
  }

  private SignedRequest signedCancel() {
    return cancel(challenge()).signed(SIGNATURE);
  }

  @Test
  void admitsASignedRequestOnce() {
    SignedRequest request = signedCancel();

    Gatekeeper.Admitted admitted = gatekeeper.admit(request);

    assertThat(admitted.to().name()).isEqualTo("callapi.command.c1");
    assertThat(admitted.message()).isEqualTo(new CommandSignal.Cancel("enough"));
    assertThatThrownBy(() -> gatekeeper.admit(request)).hasMessage("sent twice, or late");
  }

  @ParameterizedTest
  @MethodSource("changes")
  void refusesARequestOfWhichAnyPartWasChanged(UnaryOperator<SignedRequest> change) {
    SignedRequest signed = signedCancel();

    assertThatThrownBy(() -> gatekeeper.admit(change.apply(signed)))
        .isInstanceOf(Refused.class)
        .hasMessage("the signature is not right");

    assertThat(gatekeeper.admit(signed).to().name()).isEqualTo("callapi.command.c1");
  }

  static List<UnaryOperator<SignedRequest>> changes() {
    return List.of(
        r -> copy("other", r.to(), r.challenge(), r.type(), r.id(), r.body(), r.mac()),
        r -> copy(r.from(), "other", r.challenge(), r.type(), r.id(), r.body(), r.mac()),
        r -> copy(r.from(), r.to(), "0".repeat(32), r.type(), r.id(), r.body(), r.mac()),
        r -> copy(r.from(), r.to(), r.challenge(), "command.status/1", r.id(), "{}", r.mac()),
        r -> copy(r.from(), r.to(), r.challenge(), r.type(), "c2", r.body(), r.mac()),
        r -> copy(r.from(), r.to(), r.challenge(), r.type(), r.id(), "{\"reason\":\"\"}", r.mac()),
        r -> copy(r.from(), r.to(), r.challenge(), r.type(), r.id() + "{", r.body(), r.mac()),
        r -> copy(r.from(), r.to(), r.challenge(), r.type(), r.id(), r.body(), ""),
        r -> r.signed(OTHER));
  }

  private static SignedRequest copy(String... parts) {
    return new SignedRequest(parts[0], parts[1], parts[2], parts[3], parts[4], parts[5], parts[6]);
  }

  @Test
  void givesNoChallengeForAnotherSecret() {
    ChallengeQuery query = ChallengeQuery.signed(OTHER, "asker", "here");

    assertThatThrownBy(() -> gatekeeper.challenge(query))
        .isInstanceOfSatisfying(Refused.class, e -> assertThat(e.sender()).isEqualTo("asker"))
        .hasMessageContaining("cluster.secret");
  }

  @Test
  void refusesWhoeverIsNotInTheCluster() {
    SignedRequest before = signedCancel();
    members.remove("asker");

    assertThatThrownBy(() -> gatekeeper.admit(before)).hasMessageContaining("no such node");
    assertThatThrownBy(this::challenge).hasMessageContaining("no such node");
  }

  @Test
  void refusesWhatIsForAnotherNode() {
    Gatekeeper other = gatekeeper("other");

    assertThatThrownBy(() -> other.admit(signedCancel())).hasMessage("it is for another node");
  }

  @Test
  void refusesTheChallengeOfAnotherNode() {
    String ofOther =
        gatekeeper.challenge(ChallengeQuery.signed(SIGNATURE, "other", "here")).value();

    assertThatThrownBy(() -> gatekeeper.admit(cancel(ofOther).signed(SIGNATURE)))
        .hasMessage("sent twice, or late");
  }

  @Test
  void refusesWhatWasHeldBackForLongerThanTheChallengeIsGood() {
    SignedRequest onTime = signedCancel();
    SignedRequest late = signedCancel();

    now += Challenges.GOOD_FOR.toNanos();
    assertThat(gatekeeper.admit(onTime).to().name()).isEqualTo("callapi.command.c1");
    now++;

    assertThatThrownBy(() -> gatekeeper.admit(late)).hasMessage("sent twice, or late");
  }

  @Test
  void refusesTypesThatAreNotForNodesEvenWhenSigned() {
    SignedRequest clientGone =
        new SignedRequest(
            "asker", "here", challenge(), "command.gone/1", "c1", "{\"session\":\"s\"}", "");
    SignedRequest byClass =
        new SignedRequest(
            "asker", "here", challenge(), "io.callapi.proxy.ProxyRequest$End", "c1", "{}", "");

    assertThatThrownBy(() -> gatekeeper.admit(clientGone.signed(SIGNATURE)))
        .hasMessage("command.gone/1 is not for other nodes");
    assertThatThrownBy(() -> gatekeeper.admit(byClass.signed(SIGNATURE)))
        .hasMessageContaining("is not for other nodes");
  }

  @Test
  void refusesAMessageThatIsNotAsThisReleaseKnowsIt() {
    SignedRequest more =
        new SignedRequest(
            "asker", "here", challenge(), "command.status/1", "c1", "{\"deep\":true}", "");

    assertThatThrownBy(() -> gatekeeper.admit(more.signed(SIGNATURE)))
        .hasMessage("no message that this release knows");
  }
}
