package io.callapi.call.model;

import io.callapi.call.model.ModelDialog.Kind;
import io.callapi.call.model.Scenario.Destination;
import io.callapi.call.model.Scenario.Incident;
import io.callapi.call.model.Scenario.Transferor;
import io.callapi.calls.CallsRequest.Afterwards;
import io.callapi.command.CallCauses;
import io.callapi.command.Timeouts;
import io.callapi.proxy.Cause;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What must hold, whatever happens. Each rule answers with what is wrong, or with null. */
final class Rules {

  private static final List<String> IN_ORDER =
      List.of(
          "CallerAnswered",
          "Transferring",
          "TransferStart",
          "TransferPending",
          "CalleeAnswered",
          "TransferSuccessful");
  private static final Set<String> SUCCESSES = Set.of("CalleeAnswered", "TransferSuccessful");

  /** A phone has said that its call has failed, and the command has heard it. */
  static final String FAILURE_NAMED = "failure named";

  private Rules() {}

  /** A stage is about to be told. */
  static @Nullable String onTold(World world, String event, String text) {
    if (world.told.contains(text)) {
      return "told twice: " + text;
    }
    boolean outOfOrder =
        world.told.stream()
            .map(earlier -> earlier.substring(0, earlier.indexOf(' ')))
            .anyMatch(earlier -> IN_ORDER.indexOf(earlier) > IN_ORDER.indexOf(event));
    if (IN_ORDER.contains(event) && outOfOrder) {
      return "told out of order: " + text;
    }
    if (event.equals("Transferring") && !world.phones.haveAgreed()) {
      return "told before any phone has agreed: " + text;
    }
    if (SUCCESSES.contains(event) && !isOfAnAnsweredCall(world, text)) {
      return "a success is told that did not happen: " + text;
    }
    boolean startMissing =
        event.endsWith("Successful")
            && text.contains("leg=")
            && !world.told.contains(text.replace("Successful", "Start"));
    return startMissing ? "a leg succeeds before it starts: " + text : null;
  }

  private static boolean isOfAnAnsweredCall(World world, String text) {
    return world.dialogs.values().stream()
        .anyMatch(
            dialog ->
                dialog.kind() == Kind.NEW
                    && dialog.answered()
                    && text.contains("callid=" + dialog.call()));
  }

  /** A phone has rung for as long as the proxy lets it. */
  static @Nullable String onRungToTheEnd(World world) {
    return world.scenario.ring() > 0 && !world.ended
        ? "a phone rings for longer than the client lets it"
        : null;
  }

  /** The command ends. */
  static @Nullable String onEnd(World world) {
    Cause failure = world.failure;
    if (failure != null && isWhyKnown(world) && isNoAnswer(failure)) {
      return "the phone has said why, and it is told as " + failure.text();
    }
    for (ModelDialog dialog : world.dialogs.values()) {
      boolean own = isHeardSetup(world, dialog) || isSurplus(world, dialog);
      if (dialog.isUp() && own) {
        return "it ends while its own call is up: " + dialog.call();
      }
    }
    if (isToldToHaveRung(world, Timeouts.callerRang()) && isTold(world, "CallerAnswered")) {
      return "the caller has answered, and is told to have rung for too long";
    }
    if (isToldToHaveRung(world, Timeouts.calleeRang()) && !isTold(world, "TransferStart")) {
      return "no call was placed, and the callee is told to have rung for too long";
    }
    if (isBusyToldAsSilence(world)) {
      return "that the destination is busy is told as silence";
    }
    return world.scenario.method().endsWith("old") ? holdOnEnd(world) : null;
  }

  private static boolean isToldToHaveRung(World world, Cause cause) {
    return cause.equals(world.failure);
  }

  private static boolean isTold(World world, String event) {
    return world.told.stream().anyMatch(told -> told.startsWith(event));
  }

  private static boolean isBusyToldAsSilence(World world) {
    Scenario scenario = world.scenario;
    return world.failure != null
        && world.failure.text().contains("No answer of the destination")
        && scenario.destination() == Destination.BUSY
        && scenario.transferor() == Transferor.OBEYS;
  }

  private static boolean isWhyKnown(World world) {
    return world.toldOf.contains(FAILURE_NAMED) && world.scenario.incidents().isEmpty();
  }

  private static boolean isNoAnswer(Cause failure) {
    return failure.code() == null || failure.equals(CallCauses.CALL_OVER);
  }

  /** One that comes up unheard is ended by the watch that goes on after the command. */
  private static boolean isHeardSetup(World world, ModelDialog dialog) {
    return dialog.kind() == Kind.SETUP && world.heard.containsKey(dialog.id());
  }

  /** A call that the command was told of, and that is not the one it was for. */
  private static boolean isSurplus(World world, ModelDialog dialog) {
    return dialog.kind() == Kind.NEW
        && world.toldOf.contains(dialog.call())
        && !dialog.call().equals(kept(world));
  }

  private static @Nullable String kept(World world) {
    Afterwards afterwards = world.afterwards;
    return afterwards == null || afterwards.kept() == null ? null : afterwards.kept().value();
  }

  private static @Nullable String holdOnEnd(World world) {
    HeldLegs legs = world.phones.legs;
    boolean hold = world.scenario.method().equals("CallHold");
    if (legs.isOver() || !world.scenario.incidents().isEmpty()) {
      return null;
    }
    if (world.failure == null) {
      return legs.areBoth(hold) ? null : "a success is told, and the phones are not so";
    }
    return legs.areMarkedAlike() ? null : "the legs are left apart";
  }

  /** Nothing happens any more. */
  static @Nullable String onQuiet(World world) {
    if (!world.ended) {
      return "it never ends";
    }
    for (ModelDialog dialog : world.dialogs.values()) {
      if (dialog.isUp() && dialog.kind() == Kind.NEW && !isAccountedFor(world, dialog)) {
        return "a call is left over: " + dialog.call();
      }
    }
    return oldCalls(world);
  }

  /** It is the call that was wanted, or the watch that goes on after the command ends it. */
  private static boolean isAccountedFor(World world, ModelDialog dialog) {
    Afterwards afterwards = world.afterwards;
    return dialog.call().equals(kept(world))
        || (afterwards != null && afterwards.expectation() != null);
  }

  private static @Nullable String oldCalls(World world) {
    ModelDialog old = world.dialogs.get("d-a");
    boolean isTransfer = world.scenario.method().endsWith("Transfer");
    boolean quiet = world.scenario.incidents().stream().noneMatch(Rules::endsOldCall);
    boolean hangsUp = world.scenario.transferor() == Scenario.Transferor.HANGS_UP_FIRST;
    if (old == null || !isTransfer || !quiet || hangsUp) {
      return null;
    }
    if (world.failure == null && old.isUp()) {
      return "the old call is up after a success";
    }
    return world.failure != null && !old.isUp() ? "the old call is lost with a failure" : null;
  }

  private static boolean endsOldCall(Incident incident) {
    return incident.kind() != Incident.Kind.CALL_BY_HAND
        && incident.kind() != Incident.Kind.CANCELLED
        && incident.kind() != Incident.Kind.TOTAL_IS_OVER;
  }

  /** True if the phones let a hold or resume succeed. */
  static boolean canSucceed(Scenario scenario) {
    return !scenario.held().refusesAlways();
  }
}
