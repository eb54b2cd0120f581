package io.callapi.cluster;

import io.callapi.bus.BusFailure;

/** The node took the request, but its own address gave no answer. */
record LocalFailure(BusFailure.Kind kind, String text) {

  static final String TYPE = "node.failure/1";

  static LocalFailure of(Throwable failure) {
    return failure instanceof BusFailure known
        ? new LocalFailure(known.kind(), String.valueOf(known.getMessage()))
        : new LocalFailure(BusFailure.Kind.FAILED, failure.toString());
  }

  BusFailure toFailure() {
    return new BusFailure(kind, text);
  }
}
