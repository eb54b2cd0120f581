package io.callapi.bench.restarts;

/** A proxy with phones that can be killed, and comes back on the same ports with nothing known. */
interface MortalProxy extends AutoCloseable {

  int miPort();

  String sipUri();

  /** The address of a phone that answers. */
  String phone(String name);

  /** Ends it as a crash would. */
  void kill();

  /** Starts it; it answers when this returns. */
  void start();

  /** How many calls it has. */
  int calls();

  @Override
  void close();
}
