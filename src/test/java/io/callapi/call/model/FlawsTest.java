package io.callapi.call.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.callapi.call.model.Scenario.CallerPhone;
import io.callapi.call.model.Scenario.Destination;
import io.callapi.call.model.Scenario.Incident.Kind;
import io.callapi.call.model.Scenario.Transferor;
import io.callapi.calls.CallNews.TransferNews;
import io.callapi.command.CallCauses;
import io.callapi.command.Deadline;
import io.callapi.command.Input;
import io.callapi.command.Output;
import io.callapi.command.Phase;
import io.callapi.command.Step;
import io.callapi.command.Timeouts;
import io.callapi.proxy.DialogRef;
import io.callapi.proxy.ProxyRequest;
import io.callapi.sip.CallId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Flaws that are put into a command on purpose are found, each with the way that leads to it. */
class FlawsTest {

  private static final Scenario START = Scenario.of("CallStart");

  @Test
  void findsALostRelease() {
    Predicate<Output> release =
        output -> output instanceof Output.Ask ask && ask.request() instanceof ProxyRequest.Release;

    assertThat(found(START, without(release))).contains("its own call is up: start-1");
  }

  @Test
  void findsAnEndBeforeTheRelease() {
    UnaryOperator<Step> tooEarly =
        step -> asksToRelease(step) ? step.and(new Output.End(null)) : step;

    assertThat(found(START, tooEarly)).contains("its own call is up: start-1");
  }

  @Test
  void findsAStageThatIsToldTwice() {
    UnaryOperator<Step> twice =
        step ->
            step.outputs().stream()
                .filter(Output.Tell.class::isInstance)
                .findFirst()
                .map(step::and)
                .orElse(step);

    assertThat(found(START, twice)).contains("told twice: CallerAnswered");
  }

  @Test
  void findsACallOfOthersThatIsAdopted() {
    Scenario byHand =
        Scenario.of("CallBlindTransfer")
            .with(Transferor.AGREES_AND_DOES_NOTHING)
            .with(20, Kind.CALL_BY_HAND);
    UnaryOperator<Step> adopts =
        mapping(
            output ->
                output instanceof Output.End
                    ? new Output.Ask(new ProxyRequest.Release(DialogRef.of(new CallId("hand"))))
                    : output);

    assertThat(found(byHand, adopts)).contains("a call of others is ended: hand");
  }

  @Test
  void findsANotifyThatIsTakenForTheTruth() {
    Scenario tooEarly =
        Scenario.of("CallBlindTransfer")
            .with(Transferor.NOTIFIES_SUCCESS_TOO_EARLY)
            .with(Destination.NO_ANSWER);
    UnaryOperator<Step> believes = step -> new Step(new Believing(step.next()), step.outputs());

    assertThat(found(tooEarly, believes)).contains("a success is told that did not happen");
  }

  @Test
  void findsAReasonThatIsNotTold() {
    Scenario notFollowed =
        START.with(Transferor.PLACES_A_CALL_THAT_IS_NOT_FOLLOWED).with(Destination.BUSY);
    UnaryOperator<Step> silent =
        mapping(
            output -> output instanceof Output.End ? new Output.End(CallCauses.CALL_OVER) : output);

    assertThat(found(notFollowed, silent)).contains("it is told as 481 The call has ended");
  }

  @Test
  void findsAPhoneThatRingsForLongerThanTheClientLetsIt() {
    Predicate<Output> ring =
        output -> output instanceof Output.Wait wait && wait.deadline() == Deadline.RING;
    Scenario caller = START.with(CallerPhone.NO_ANSWER).ringing(60);
    Scenario callee = START.with(Destination.NO_ANSWER).ringing(60);

    assertThat(found(caller, without(ring))).contains("rings for longer than the client lets it");
    assertThat(found(callee, without(ring))).contains("rings for longer than the client lets it");
  }

  @Test
  void findsAPhoneThatHasAnsweredAndIsToldToHaveRung() {
    UnaryOperator<Step> told =
        mapping(
            output ->
                output instanceof Output.End ? new Output.End(Timeouts.callerRang()) : output);

    assertThat(found(START.ringing(600), told)).contains("the caller has answered, and is told");
  }

  @Test
  void findsNothingWithoutAFlaw() {
    assertThat(new Explorer().explore(START, 1)).isEmpty();
  }

  private static String found(Scenario scenario, UnaryOperator<Step> flaw) {
    List<Violation> violations = new Explorer(flaw).explore(scenario, 0);
    assertThat(violations).isNotEmpty();
    assertThat(violations.get(0).path()).isNotEmpty();
    return violations.get(0).toString();
  }

  private static boolean asksToRelease(Step step) {
    return step.outputs().stream()
        .anyMatch(
            output ->
                output instanceof Output.Ask ask && ask.request() instanceof ProxyRequest.Release);
  }

  private static UnaryOperator<Step> without(Predicate<Output> outputs) {
    return step -> new Step(step.next(), step.outputs().stream().filter(outputs.negate()).toList());
  }

  private static UnaryOperator<Step> mapping(Function<Output, Output> mapping) {
    return step -> {
      List<Output> all = new ArrayList<>();
      step.outputs().forEach(output -> all.add(mapping.apply(output)));
      return new Step(step.next(), all);
    };
  }

  /** Takes what a phone notifies for what has happened. */
  private record Believing(Phase phase) implements Phase {

    @Override
    public Step on(Input input) {
      boolean success =
          input instanceof Input.Heard heard
              && heard.news() instanceof TransferNews news
              && news.status() != null
              && news.status().isSuccess();
      return success
          ? phase.on(input).goOn(Step.telling("TransferSuccessful", "callid=n1").goOn(Step.end()))
          : phase.on(input);
    }
  }
}
