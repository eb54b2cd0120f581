package io.callapi.bench.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;

class StagesTest {

  @Test
  void acceptsTheSuccessPaths() {
    assertThat(problems("Echo", "Reply", "Ended")).isEmpty();
    assertThat(problems("CallEnd", "Ended")).isEmpty();
    assertThat(
            problems(
                "CallStart",
                "CallerAnswered",
                "Transferring",
                "TransferStart",
                "TransferPending",
                "TransferPending",
                "CalleeAnswered",
                "Ended"))
        .isEmpty();
  }

  @Test
  void acceptsTheLegsOfAHoldSideBySideAndOneAfterTheOther() {
    String[] sideBySide = {
      "Start:caller", "Start:callee", "Successful:caller", "Successful:callee"
    };
    String[] inTurns = {"Start:callee", "Successful:callee", "Start:caller", "Successful:caller"};

    assertThat(problems("CallHold", hold(sideBySide))).isEmpty();
    assertThat(problems("CallHold", hold(inTurns))).isEmpty();
  }

  @Test
  void acceptsAnErrorAfterAPartOfTheWay() {
    assertThat(problems("CallStart", "CallerAnswered", "Transferring", "Error", "Ended")).isEmpty();
    assertThat(problems("CallEnd", "Error", "Ended")).isEmpty();
  }

  @Test
  void refusesASecondEndAndWhatComesAfterTheEnd() {
    assertThat(problems("CallEnd", "Ended", "Ended")).hasSize(1);
    assertThat(problems("Echo", "Ended", "Reply")).hasSize(1);
  }

  @Test
  void refusesASecondErrorAndStagesAfterAnError() {
    assertThat(problems("CallEnd", "Error", "Error", "Ended")).hasSize(1);
    assertThat(problems("CallStart", "Error", "CallerAnswered", "Ended")).hasSize(1);
  }

  @Test
  void refusesStagesThatAreMissingOrOutOfOrder() {
    String[] oneLeg = {"Start:caller", "Successful:caller"};

    assertThat(problems("CallHold", hold(oneLeg))).hasSize(1);
    assertThat(problems("CallStart", "Transferring", "CallerAnswered", "Error", "Ended"))
        .hasSize(1);
    assertThat(problems("CallBlindTransfer", "Transferring", "TransferSuccessful", "Ended"))
        .hasSize(1);
  }

  private static String[] hold(String... stages) {
    String[] events = new String[stages.length + 2];
    events[0] = "CallHolding";
    for (int i = 0; i < stages.length; i++) {
      events[i + 1] = "CallHold" + stages[i];
    }
    events[events.length - 1] = "Ended";
    return events;
  }

  private static List<String> problems(String method, String... events) {
    return Stages.problems(Logs.of(method, new JsonObject(), events));
  }
}
