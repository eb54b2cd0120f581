package io.callapi.doctor;

import io.vertx.core.Future;
import java.util.List;

/** One thing that has to be right. */
interface Check {

  /** What is checked, in a few words; other checks name it when they need it. */
  String name();

  /** The checks that must have come out well before this one makes sense. */
  default List<String> needs() {
    return List.of();
  }

  /** Looks; a failure means that the proxy stopped answering, or refused. */
  Future<CheckOutcome> run(Patient patient);
}
