package io.callapi.bench;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** All results, as JSON for programs; {@link ReportTable} is for people. */
record Report(int seconds, List<Cell> cells, List<CallStarts.Result> calls) {

  /** True if every command did what it had to. */
  boolean isGood() {
    return cells.stream().allMatch(cell -> cell.tally().isGood())
        && calls.stream().allMatch(each -> each.started() == each.succeeded());
  }

  JsonObject toJson() {
    JsonArray rows = new JsonArray();
    cells.forEach(cell -> rows.add(json(cell)));
    JsonArray starts = new JsonArray();
    calls.forEach(each -> starts.add(json(each)));
    return new JsonObject()
        .put("processors", Runtime.getRuntime().availableProcessors())
        .put("java", System.getProperty("java.version"))
        .put("seconds", seconds)
        .put("commands", rows)
        .put("call_start", starts);
  }

  private static JsonObject json(Cell cell) {
    Latencies latencies = cell.tally().latencies();
    return new JsonObject()
        .put("command", cell.workload())
        .put("connections", cell.load().connections())
        .put("outstanding", cell.load().outstanding())
        .put("per_second", Math.round(cell.tally().perSecond()))
        .put("p50_ms", latencies.millis(0.5))
        .put("p99_ms", latencies.millis(0.99))
        .put("of_bare", cell.ofBare())
        .put("spread", cell.spread())
        .put("wrong", cell.tally().wrong())
        .put("never_ended", cell.tally().neverEnded());
  }

  private static JsonObject json(CallStarts.Result result) {
    return new JsonObject()
        .put("phones", result.phones())
        .put("calls", result.started())
        .put("succeeded", result.succeeded())
        .put("p50_answered_ms", result.answered().millis(0.5))
        .put("p99_answered_ms", result.answered().millis(0.99))
        .put("p50_ended_ms", result.ended().millis(0.5));
  }
}
