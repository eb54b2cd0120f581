package io.callapi.client;

import io.callapi.method.ClientNotice;
import io.callapi.method.OwnSession;
import io.vertx.core.Future;

/** Of callers that need none. */
final class NoSession implements OwnSession {

  @Override
  public String session() {
    return "s1";
  }

  @Override
  public boolean isOpened() {
    return false;
  }

  @Override
  public Future<Opened> open(long keepMillis) {
    throw new AssertionError("not expected");
  }

  @Override
  public Future<Resumed> resume(String token, long lastSeq) {
    throw new AssertionError("not expected");
  }

  @Override
  public Future<Closed> close() {
    throw new AssertionError("not expected");
  }

  @Override
  public void tell(String method, ClientNotice notice) {
    throw new AssertionError("not expected");
  }

  @Override
  public boolean isBehind() {
    return false;
  }

  @Override
  public void own(SessionPart part) {
    throw new AssertionError("not expected");
  }

  @Override
  public void disown(SessionPart part) {
    throw new AssertionError("not expected");
  }
}
