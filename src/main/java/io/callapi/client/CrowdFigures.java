package io.callapi.client;

import java.util.Map;
import java.util.function.LongSupplier;

/** What is told of all clients together. */
record CrowdFigures(Crowd crowd) implements ClientFigures {

  @Override
  public int sessions() {
    return crowd.sessions().get();
  }

  @Override
  public int connections() {
    return crowd.admission().connections();
  }

  @Override
  public int most() {
    return crowd.admission().most();
  }

  @Override
  public long unread() {
    return crowd.unread().bytes();
  }

  @Override
  public int openedSessions() {
    return crowd.opened().count();
  }

  @Override
  public long kept() {
    return crowd.opened().bytes();
  }

  @Override
  public Map<String, LongSupplier> troubles() {
    Noise noise = crowd.noise();
    return Map.of(
        "too_many_connections", noise.full()::count,
        "not_right", noise.misfits()::count,
        "strange_origin", noise.strangers()::count,
        "wrong_token", noise.unknown()::count,
        "reads_slowly", noise.slow()::count,
        "never_closes", noise.silent()::count,
        "bad_handshake", noise.handshakes()::count,
        "not_answered", noise.defects()::count);
  }
}
