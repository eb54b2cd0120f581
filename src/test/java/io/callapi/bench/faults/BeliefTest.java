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

  private static JsonObject callid(String id) {
    return new JsonObject().put("callid", id);
  }

  private static SimulatedCall up(String id, Set<Leg> held) {
    return new SimulatedCall(new CallId(id), "1.1", "sip:a@s1.test", "sip:b@s1.test", true, held);
  }
}
