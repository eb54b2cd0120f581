package io.callapi.simulator;

import io.callapi.sip.Leg;
import io.callapi.sip.SipStatus;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The command of the module dialog that sends a SIP request within a call. */
final class SequentialCommands {

  private static final Pattern SILENCE = Pattern.compile("a=(?:inactive|sendonly|recvonly)");

  private final Dialogs dialogs;
  private final Referrals referrals;
  private final SimulatedVersion version;

  SequentialCommands(Dialogs dialogs, Referrals referrals, SimulatedVersion version) {
    this.dialogs = dialogs;
    this.referrals = referrals;
    this.version = version;
  }

  List<MiCommand> commands() {
    return List.of(
        new MiCommand(
            "dlg_send_sequential", "dialog:send_sequential", recipes(), true, this::send));
  }

  private List<List<String>> recipes() {
    List<List<String>> recipes = new ArrayList<>();
    for (List<String> more :
        List.of(
            List.<String>of(),
            List.of("method"),
            List.of("body"),
            List.of("mode"),
            List.of("method", "body"),
            List.of("method", "mode"),
            List.of("mode", "body"),
            List.of("method", "mode", "body"))) {
      List<String> recipe = new ArrayList<>(List.of("callid"));
      recipe.addAll(more);
      recipes.add(recipe);
    }
    if (version.isAtLeast(3, 5)) {
      recipes.add(MiCommand.with("callid", "method", "mode", "body", "headers"));
    }
    return recipes;
  }

  private Future<Object> send(MiParams params) {
    SimulatedDialog dialog =
        dialogs
            .aliveByCallId(params.text("callid"))
            .orElseThrow(() -> new MiRefusal(404, "Requested Dialog not found"));
    Leg leg =
        params.optionalText("mode").filter("caller"::equals).isPresent() ? Leg.CALLER : Leg.CALLEE;
    return answer(params, dialog, leg)
        .map(status -> new JsonObject().put("Code", status.code()).put("Reason", status.reason()));
  }

  private Future<SipStatus> answer(MiParams params, SimulatedDialog dialog, Leg leg) {
    return switch (params.optionalText("method").orElse("INVITE")) {
      case "REFER" -> referrals.refer(dialog, leg, params.optionalText("headers").orElse(""));
      case "INVITE" -> Future.succeededFuture(answerToReInvite(params, dialog.leg(leg)));
      default -> Future.succeededFuture(SimulatedRefusals.OK);
    };
  }

  private static SipStatus answerToReInvite(MiParams params, SimulatedLeg leg) {
    Optional<String> offer = params.optionalText("body").filter(body -> body.startsWith("custom"));
    boolean silences = offer.filter(SILENCE.asPredicate()).isPresent();
    SipStatus answer = SimulatedRefusals.ofChange(leg, leg.held && !silences);
    if (answer.isSuccess() && offer.isPresent()) {
      leg.held = silences;
    }
    return answer;
  }
}
