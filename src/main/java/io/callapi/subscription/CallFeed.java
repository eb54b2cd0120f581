package io.callapi.subscription;

import io.callapi.calls.CallsRequest.Surveyed;
import io.vertx.core.Future;
import java.util.List;

/** From where a subscription to calls hears of them; on its event loop. */
interface CallFeed {

  /** From now on it hears of changes. */
  void add(CallSubscription subscription);

  /** It hears of them no more. */
  void remove(CallSubscription subscription);

  /** All calls as they are, of each proxy that is asked for. */
  Future<List<Surveyed>> survey(CallCriteria criteria);

  /** Goes on when others have had their turn. */
  void soon(Runnable action);

  /** Tries again in a while. */
  void later(Runnable action);
}
