package io.callapi.cli;

import io.callapi.doctor.Finding;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** Tells the findings: line by line as they are made, or as one JSON object at the end. */
final class DoctorReport {

  private final PrintWriter out;
  private final boolean json;
  private final List<Finding> findings = new CopyOnWriteArrayList<>();

  DoctorReport(PrintWriter out, boolean json) {
    this.out = out;
    this.json = json;
  }

  /** What follows is about that proxy. */
  void begin(String proxy) {
    print("%nproxy %s".formatted(proxy));
  }

  void add(Finding finding) {
    findings.add(finding);
    print(finding.toText());
  }

  /** The last words; true if commands will work: nothing is wrong, and that they do is proven. */
  boolean end() {
    boolean good = findings.stream().allMatch(f -> f.isHarmless() && !f.isUnproven());
    if (json) {
      JsonArray checks = new JsonArray();
      findings.forEach(finding -> checks.add(finding.toJson()));
      out.println(new JsonObject().put("ok", good).put("checks", checks).encodePrettily());
      out.flush();
    } else {
      print(good ? "\nCommands will work." : complaint());
    }
    return good;
  }

  private String complaint() {
    long wrong = findings.stream().filter(finding -> !finding.isHarmless()).count();
    return wrong > 0
        ? "\nTo be changed: %d.".formatted(wrong)
        : findings.stream()
            .filter(Finding::isUnproven)
            .map(Finding::check)
            .distinct()
            .collect(Collectors.joining(", ", "\nCommands may not work. Not proven: ", "."));
  }

  private void print(String line) {
    if (!json) {
      out.println(line);
      out.flush();
    }
  }
}
