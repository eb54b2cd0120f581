package io.callapi.bench.restarts;

import io.vertx.core.json.JsonObject;

/** A proxy with phones that can be killed, and comes back on the same ports with nothing known. */
interface MortalProxy extends AutoCloseable {

  int miPort();

  String sipUri();

  /** The caller and the callee of the n-th call: phones that answer. */
  JsonObject parties(int call);

  /** Ends it as a crash would. */
  void kill();

  /** Starts it; it answers when this returns. */
  void start();

  /** How many calls it has. */
  int calls();

  /** Drops what its phones have noted down, before the objects in this process are counted. */
  void forgetPast();

  @Override
  void close();
}
