package io.callapi.simulator;

import static io.callapi.simulator.MiCommand.with;

import io.callapi.sip.Leg;
import io.callapi.sip.SipStatus;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The commands of the module callops: transfer and hold. */
final class CallopsCommands {

  private final Dialogs dialogs;
  private final Referrals referrals;
  private final Holds holds;
  private final SimulatedVersion version;

  CallopsCommands(Dialogs dialogs, Referrals referrals, Holds holds, SimulatedVersion version) {
    this.dialogs = dialogs;
    this.referrals = referrals;
    this.holds = holds;
    this.version = version;
  }

  List<MiCommand> commands() {
    List<List<String>> transfers =
        List.of(
            with("callid", "leg", "destination"),
            with("callid", "leg", "transfer_callid", "transfer_leg"),
            with("callid", "leg", "transfer_callid", "transfer_leg", "destination"));
    return List.of(
        MiCommand.of("call_transfer", "callops:transfer", transfers, this::transfer),
        MiCommand.of("call_hold", "callops:hold", holding(), this::hold),
        MiCommand.of("call_unhold", "callops:unhold", holding(), this::unhold));
  }

  private List<List<String>> holding() {
    return version.isAtLeast(4, 0)
        ? List.of(
            with("callid"),
            with("callid", "leg"),
            with("callid", "headers"),
            with("callid", "leg", "headers"))
        : List.of(with("callid"));
  }

  private Object transfer(MiParams params) {
    Leg leg = leg(params, "leg");
    Optional<String> otherCall = params.optionalText("transfer_callid");
    return otherCall.isPresent()
        ? attended(params, leg, otherCall.get())
        : blind(params, leg, params.text("destination"));
  }

  private Object blind(MiParams params, Leg leg, String destination) {
    SimulatedDialog dialog = transferable(params);
    refer(dialog, leg, destination + ";osid=" + dialog.id);
    return "Accepted";
  }

  private Object attended(MiParams params, Leg leg, String otherCall) {
    Leg otherLeg = leg(params, "transfer_leg");
    SimulatedDialog other =
        dialogs
            .aliveByCallId(otherCall)
            .orElseThrow(() -> new MiRefusal(404, "Transfer dialog not found"));
    SimulatedDialog dialog = transferable(params);
    String peer = otherLeg == Leg.CALLER ? other.fromUri : other.toUri;
    String destination = params.optionalText("destination").orElse(peer);
    other.variables.put(TransferEvents.CALL_ID, dialog.callId);
    String replaces =
        "%s%%3Bto-tag%%3D%s%%3Bfrom-tag%%3D%s"
            .formatted(
                other.callId.replace("@", "%40"),
                other.leg(otherLeg).tag,
                other.leg(otherLeg.peer()).tag);
    refer(dialog, leg, destination + "?Replaces=" + replaces);
    return "Accepted";
  }

  /** The dialog to be transferred, unless it has been before: that is never forgotten. */
  private SimulatedDialog transferable(MiParams params) {
    SimulatedDialog dialog = dialog(params);
    if (dialog.variable(TransferEvents.LEG).isPresent()) {
      throw new MiRefusal(491, "Request Pending");
    }
    return dialog;
  }

  /** The answer of the phone is lost: a refusal just ends in silence. */
  private void refer(SimulatedDialog dialog, Leg leg, String target) {
    dialog.variables.put(TransferEvents.LEG, leg.wireName());
    referrals
        .refer(dialog, leg, "Refer-To: <" + target + ">\r\n")
        .onSuccess(answer -> forget(dialog, answer));
  }

  private static void forget(SimulatedDialog dialog, SipStatus answer) {
    if (!answer.isSuccess()) {
      dialog.variables.put(TransferEvents.LEG, "");
    }
  }

  private Object hold(MiParams params) {
    Map<Leg, Integer> modes = Holds.modes(params.optionalText("leg").orElse("both"));
    if (!holds.hold(established(params), modes)) {
      throw new MiRefusal(480, "Both dialog legs are on hold");
    }
    return "OK";
  }

  private Object unhold(MiParams params) {
    Map<Leg, Integer> modes = Holds.modes(params.optionalText("leg").orElse("both"));
    if (!holds.unhold(established(params), modes)) {
      throw new MiRefusal(480, "No dialog legs on hold");
    }
    return "OK";
  }

  private SimulatedDialog established(MiParams params) {
    SimulatedDialog dialog = dialog(params);
    if (!dialog.isConfirmed()) {
      throw new MiRefusal(410, "Dialog not ready");
    }
    return dialog;
  }

  private SimulatedDialog dialog(MiParams params) {
    return dialogs
        .aliveByCallId(params.text("callid"))
        .orElseThrow(() -> new MiRefusal(404, "Dialog not found"));
  }

  private Leg leg(MiParams params, String name) {
    try {
      return Leg.of(params.text(name));
    } catch (IllegalArgumentException neither) {
      throw version.isAtLeast(4, 0)
          ? MiRefusal.serverError("Failed to handle parameter")
          : MiRefusal.invalidParams("Bad type for parameter '%s'".formatted(name));
    }
  }
}
