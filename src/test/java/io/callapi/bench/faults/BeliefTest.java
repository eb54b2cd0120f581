package io.callapi.bench.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.callapi.simulator.SimulatedCall;
import io.callapi.sip.CallId;
import io.callapi.sip.Leg;
import io.vertx.core.json.JsonObject;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BeliefTest {

  private static final Set<Leg> NONE = Set.of();
  private static final Set<Leg> BOTH = EnumSet.allOf(Leg.class);

  private final Belief belief = new Belief();

  @Test
  void expectsTheCallThatWasAnsweredAndNoOther() {
    belief.learn(Logs.of("CallStart", new JsonObject(), "CalleeAnswered:a", "Ended"));

    assertThat(belief.differences(List.of(up("a", NONE)))).isEmpty();
    assertThat(belief.differences(List.of())).containsExactly("a should be up, but is gone");
    assertThat(belief.differences(List.of(up("a", NONE), up("c1", NONE)))).hasSize(1);
    assertThat(belief.differences(List.of(up("a", NONE), up("a", NONE)))).hasSize(1);
  }

  @Test
  void expectsNothingAfterACallThatFailed() {
    belief.learn(Logs.of("CallStart", new JsonObject(), "CallerAnswered", "Error", "Ended"));

    assertThat(belief.differences(List.of())).isEmpty();
    assertThat(belief.differences(List.of(up("c1", NONE)))).hasSize(1);
  }

  @Test
  void expectsBothLegsHeldAfterAHoldAndNeitherAfterOneThatFailed() {
    belief.adopt(List.of(up("a", NONE)));
    belief.learn(Logs.of("CallHold", callid("a"), "CallHolding", "Error", "Ended"));
    assertThat(belief.differences(List.of(up("a", BOTH)))).hasSize(1);

    belief.learn(Logs.of("CallHold", callid("a"), "CallHolding", "Ended"));
    assertThat(belief.differences(List.of(up("a", BOTH)))).isEmpty();
    assertThat(belief.differences(List.of(up("a", EnumSet.of(Leg.CALLER))))).hasSize(1);

    belief.learn(Logs.of("CallUnhold", callid("a"), "CallUnholding", "Ended"));
    assertThat(belief.differences(List.of(up("a", NONE)))).isEmpty();
  }

  @Test
  void believesARefusalThatSaysWhatIsSoAlready() {
    belief.adopt(List.of(up("a", NONE)));

    belief.learn(Logs.refused("CallHold", callid("a"), "mi", 480));
    assertThat(belief.differences(List.of(up("a", BOTH)))).isEmpty();

    belief.learn(Logs.refused("CallUnhold", callid("a"), "mi", 480));
    assertThat(belief.differences(List.of(up("a", NONE)))).isEmpty();
  }

  @Test
  void expectsTheNewCallInPlaceOfTheOldAfterATransfer() {
    belief.adopt(List.of(up("a", NONE)));

    belief.learn(Logs.of("CallBlindTransfer", callid("a"), "TransferSuccessful:b", "Ended"));

    assertThat(belief.differences(List.of(up("b", NONE)))).isEmpty();
    assertThat(belief.differences(List.of(up("a", NONE), up("b", NONE)))).hasSize(1);
  }

  @Test
  void expectsTheOldCallAfterATransferThatFailed() {
    belief.adopt(List.of(up("a", NONE)));

    belief.learn(Logs.of("CallBlindTransfer", callid("a"), "Transferring", "Error", "Ended"));

    assertThat(belief.differences(List.of(up("a", NONE)))).isEmpty();
    assertThat(belief.differences(List.of(up("a", NONE), up("b", NONE)))).hasSize(1);
  }

  @Test
  void expectsNoCallAfterItsEndAndAnythingAfterAnEndThatFailed() {
    belief.adopt(List.of(up("a", NONE)));
    belief.learn(Logs.of("CallEnd", callid("a"), "Error", "Ended"));
    assertThat(belief.differences(List.of())).isEmpty();
    assertThat(belief.differences(List.of(up("a", NONE)))).isEmpty();

    belief.learn(Logs.of("CallEnd", callid("a"), "Ended"));
    assertThat(belief.differences(List.of(up("a", NONE)))).hasSize(1);
  }

  @Test
  void expectsTheNewCallBetweenTheRightParties() {
    belief.adopt(List.of(call("a", "alice", "bob")));

    belief.learn(Logs.of("CallBlindTransfer", toCarol(), "TransferSuccessful:b", "Ended"));

    assertThat(belief.differences(List.of(call("b", "bob", "carol")))).isEmpty();
    assertThat(belief.differences(List.of(call("b", "alice", "carol")))).hasSize(1);
  }

  @Test
  void expectsCallsOfOthersToStay() {
    belief.leaveAlone("x");

    assertThat(belief.calls()).isEmpty();
    assertThat(belief.differences(List.of(up("x", NONE)))).isEmpty();
    assertThat(belief.differences(List.of())).containsExactly("x is a call of others, but is gone");
  }

  @Test
  void findsACallOfOthersThatIsToldAsTheNewOne() {
    belief.leaveAlone("x");

    belief.learn(Logs.of("CallStart", new JsonObject(), "CalleeAnswered:x", "Ended"));

    assertThat(belief.differences(List.of(up("x", NONE)))).hasSize(1);
  }

  @Test
  void expectsOfAPhoneThatHangsUpFirstNoMoreThanThatNothingNewIsLeft() {
    belief.adopt(List.of(call("a", "alice", "hangupfirst")));

    belief.learn(Logs.of("CallBlindTransfer", toCarol(), "Transferring", "Error", "Ended"));

    assertThat(belief.differences(List.of())).isEmpty();
    assertThat(belief.differences(List.of(call("b", "hangupfirst", "carol")))).hasSize(1);
  }

  @Test
  void takesTheCallOfAPhoneThatDropsParametersForOneOfPeopleAfterAFailure() {
    belief.adopt(List.of(call("a", "alice", "plain")));

    belief.learn(Logs.of("CallBlindTransfer", toCarol(), "Transferring", "Error", "Ended"));

    assertThat(
            belief.differences(List.of(call("a", "alice", "plain"), call("b", "plain", "carol"))))
        .isEmpty();
    assertThat(belief.differences(List.of(call("b", "plain", "carol"))))
        .containsExactly("a should be up, but is gone");
  }

  @Test
  void expectsNothingOfTheLegsOfAPhoneThatSwitchesTheAudioOff() {
    belief.adopt(List.of(call("a", "alice", "inactive")));

    assertThat(belief.differences(List.of(call("a", "alice", "inactive")))).isEmpty();
  }

  private static JsonObject toCarol() {
    return callid("a").put("leg", "callee").put("destination", "sip:carol@s1.test");
  }

  private static JsonObject callid(String id) {
    return new JsonObject().put("callid", id);
  }

  private static SimulatedCall up(String id, Set<Leg> held) {
    return new SimulatedCall(new CallId(id), "1.1", "sip:a@s1.test", "sip:b@s1.test", true, held);
  }

  /** Held by nobody, but where a phone does that itself. */
  private static SimulatedCall call(String id, String caller, String callee) {
    Set<Leg> held = callee.equals("inactive") ? BOTH : NONE;
    String host = "@s1.test;osid=1.2";
    return new SimulatedCall(
        new CallId(id), "1.1", "sip:" + caller + host, "sip:" + callee + host, true, held);
  }
}
