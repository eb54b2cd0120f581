package io.callapi.call.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.callapi.command.Output;
import io.callapi.command.Step;
import io.callapi.proxy.ProxyRequest;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** {@code bench explore}: what it prints and how it exits. */
class ExploreCommandTest {

  private final StringWriter out = new StringWriter();

  @Test
  void passesWhereAllRulesHold() {
    int code = run(UnaryOperator.identity(), "--faults", "1", "--scenario", "CallEnd");

    assertThat(code).isZero();
    assertThat(out.toString())
        .containsPattern("CallEnd: [0-9]+ scenarios, [0-9,]+ states, [0-9,]+ transitions, 0 viol")
        .contains("PASSED: up to 1 faults")
        .doesNotContain("cut off");
  }

  @Test
  void failsAndShowsTheShortestWayToAFlaw() {
    int code = run(ExploreCommandTest::withoutRelease, "--scenario", "CallStart/CANCELLED@1500");

    assertThat(code).isEqualTo(1);
    assertThat(out.toString())
        .contains("it ends while its own call is up: start-1\nin CallStart/CANCELLED@1500\n")
        .contains(" ms  the proxy reports: call start-1 ringing, dialog d-setup\n")
        .contains("FAILED: up to 3 faults");
  }

  @Test
  void saysWhatItHasNotLookedAtForWantOfTime() {
    int code = run(UnaryOperator.identity(), "--minutes", "0", "--scenario", "CallHold");

    assertThat(code).isZero();
    assertThat(out.toString()).contains("CallHold: cut off after 0 states").contains(" cut off; ");
  }

  @Test
  void knowsNoScenarioOfAnotherName() {
    assertThat(run(UnaryOperator.identity(), "--scenario", "CallMe")).isEqualTo(2);
  }

  private int run(UnaryOperator<Step> flaw, String... args) {
    PrintWriter writer = new PrintWriter(out);
    return new CommandLine(new ExploreCommand(flaw)).setOut(writer).setErr(writer).execute(args);
  }

  private static Step withoutRelease(Step step) {
    return new Step(
        step.next(), step.outputs().stream().filter(output -> !isRelease(output)).toList());
  }

  private static boolean isRelease(Output output) {
    return output instanceof Output.Ask ask && ask.request() instanceof ProxyRequest.Release;
  }
}
