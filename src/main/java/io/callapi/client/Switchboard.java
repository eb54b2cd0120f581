package io.callapi.client;

import io.callapi.client.session.SessionToken;
import io.callapi.method.OwnSession.Resumed;
import io.vertx.core.Future;

/** What a session can do with the connection that it began with. */
interface Switchboard {

  /** Whether the connection has had a session that was opened. */
  boolean hasHadSession();

  /** It has one now. */
  void onOpened();

  /** Goes on with another session, once the reply is written. */
  Future<Resumed> resume(SessionToken token, long lastSeq);
}
