package io.callapi.cli;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Plays the steps of a demonstration against a server, one after the other. */
final class Demo {

  private static final long STEP_TIMEOUT_S = 60;

  private final Vertx vertx;
  private final List<DemoStep> steps;
  private final PrintWriter out;
  private final Map<String, String> callids = new HashMap<>();
  private int passed;

  Demo(Vertx vertx, String domain, PrintWriter out) {
    this.vertx = vertx;
    this.steps = DemoSteps.of(domain);
    this.out = out;
  }

  /** Whether every step came out as expected; the last line printed says the same. */
  Future<Boolean> run(Endpoint server) {
    return JsonRpcSocket.connect(vertx, server)
        .compose(socket -> play(socket).eventually(socket::close))
        .onComplete(done -> summary())
        .map(v -> passed == steps.size());
  }

  private Future<Void> play(JsonRpcSocket socket) {
    Future<Void> done = Future.succeededFuture();
    for (DemoStep step : steps) {
      done = done.compose(v -> play(socket, step));
    }
    return done;
  }

  private Future<Void> play(JsonRpcSocket socket, DemoStep step) {
    DemoLog log = new DemoLog(out);
    JsonObject params = step.params(callids);
    log.begin(steps.indexOf(step) + 1, step.title(), step.method(), params);
    JsonObject request =
        new JsonObject()
            .put("jsonrpc", "2.0")
            .put("id", step.title())
            .put("method", step.method())
            .put("params", params);
    return socket
        .call(request, log::received)
        .timeout(STEP_TIMEOUT_S, TimeUnit.SECONDS)
        .onFailure(e -> log.fail(String.valueOf(e.getMessage())))
        .onSuccess(good -> judge(step, log))
        .mapEmpty();
  }

  private void judge(DemoStep step, DemoLog log) {
    step.remember(log.messages(), callids);
    Optional<String> complaint = step.complaint(log.messages());
    complaint.ifPresentOrElse(log::fail, log::pass);
    passed += complaint.isPresent() ? 0 : 1;
  }

  private void summary() {
    String verdict = passed == steps.size() ? "PASS" : "FAIL";
    out.printf("%s: %d of %d steps came out as expected.%n", verdict, passed, steps.size());
    out.flush();
  }
}
