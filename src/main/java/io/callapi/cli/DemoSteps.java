package io.callapi.cli;

import io.callapi.cli.DemoStep.Keeps;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** The steps of the demonstration, with the events of docs/protocol.md. */
final class DemoSteps {

  private static final String TRANSFERRED =
      "Started Transferring TransferStart (TransferPending)* TransferSuccessful Ended";

  private final String domain;

  private DemoSteps(String domain) {
    this.domain = domain;
  }

  static List<DemoStep> of(String domain) {
    DemoSteps steps = new DemoSteps(domain);
    return List.of(
        steps.start("Alice calls Bob", "alice", "bob", "first"),
        steps.hold("Both are put on hold", "CallHold"),
        steps.hold("They are resumed", "CallUnhold"),
        steps.blindTransfer(),
        steps.start("Dave calls Erin", "dave", "erin", "second"),
        steps.attendedTransfer(),
        steps.busy(),
        steps.end());
  }

  private DemoStep start(String title, String caller, String callee, String name) {
    return new DemoStep(
        title,
        "CallStart",
        new JsonObject().put("caller", uri(caller)).put("callee", uri(callee)),
        List.of(
            Expected.order(
                "Started CallerAnswered Transferring TransferStart (TransferPending)*"
                    + " CalleeAnswered Ended")),
        new Keeps("CalleeAnswered", name));
  }

  private DemoStep hold(String title, String method) {
    // Each leg starts before it succeeds; the legs go side by side or one after the other.
    String order =
        "Started Xing (XStart XStart XSuccessful|XStart XSuccessful XStart) XSuccessful Ended";
    return new DemoStep(
        title,
        method,
        new JsonObject().put("callid", "$first"),
        List.of(
            Expected.order(order.replace("X", method)),
            Expected.bothLegs(method + "Start"),
            Expected.bothLegs(method + "Successful")),
        Keeps.NOTHING);
  }

  private DemoStep blindTransfer() {
    return new DemoStep(
        "Bob is sent to Carol, unannounced",
        "CallBlindTransfer",
        new JsonObject()
            .put("callid", "$first")
            .put("leg", "callee")
            .put("destination", uri("carol")),
        List.of(Expected.order(TRANSFERRED)),
        new Keeps("TransferSuccessful", "first"));
  }

  private DemoStep attendedTransfer() {
    return new DemoStep(
        "Carol is connected to Erin, out of the two calls",
        "CallAttendedTransfer",
        new JsonObject()
            .put("callidA", "$first")
            .put("legA", "callee")
            .put("callidB", "$second")
            .put("legB", "callee"),
        List.of(Expected.order(TRANSFERRED)),
        new Keeps("TransferSuccessful", "last"));
  }

  private DemoStep busy() {
    return new DemoStep(
        "Alice calls a phone that is busy",
        "CallStart",
        new JsonObject().put("caller", uri("alice")).put("callee", uri("busy")),
        List.of(
            Expected.order(
                "Started CallerAnswered Transferring (TransferStart (TransferPending)*)? Error Ended"),
            Expected.error(486)),
        Keeps.NOTHING);
  }

  private DemoStep end() {
    return new DemoStep(
        "The call of Carol and Erin is ended",
        "CallEnd",
        new JsonObject().put("callid", "$last"),
        List.of(Expected.order("Started Ended")),
        Keeps.NOTHING);
  }

  private String uri(String user) {
    return "sip:" + user + "@" + domain;
  }
}
