package io.callapi.subscription;

import io.callapi.calls.CallsRequest.Surveyed;
import io.callapi.calls.view.SeenCall;
import io.callapi.jsonrpc.WrittenJson;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** The calls that are there, in notifications of some calls each. */
final class SnapshotPages {

  /** In one notification; so few that many clients can be served in between. */
  private static final int CALLS = 100;

  /** Looked at for one notification. */
  private static final int LOOKED_AT = 2000;

  private final CallCriteria criteria;
  private final CallNotices notices;
  private final Iterator<Surveyed> surveys;
  private String proxy = "";
  private Iterator<SeenCall> calls = List.<SeenCall>of().iterator();
  private final List<WrittenJson> page = new ArrayList<>();

  SnapshotPages(CallCriteria criteria, CallNotices notices, List<Surveyed> surveys) {
    this.criteria = criteria;
    this.notices = notices;
    this.surveys = surveys.iterator();
  }

  /** Goes on for a while; true if that was all. */
  boolean goOn() {
    for (int looked = 0; looked < LOOKED_AT; looked++) {
      if (!hasNext()) {
        notices.snapshot(List.copyOf(page), false);
        return true;
      }
      SeenCall call = calls.next();
      if (criteria.filter().fits(call)) {
        page.add(CallNotices.written(proxy, call));
      }
      if (page.size() == CALLS && hasNext()) {
        notices.snapshot(List.copyOf(page), true);
        page.clear();
        return false;
      }
    }
    return false;
  }

  private boolean hasNext() {
    while (!calls.hasNext() && surveys.hasNext()) {
      Surveyed next = surveys.next();
      proxy = next.proxy();
      calls = next.calls().iterator();
    }
    return calls.hasNext();
  }
}
