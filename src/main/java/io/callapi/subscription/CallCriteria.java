package io.callapi.subscription;

import io.callapi.calls.view.CallFilter;
import io.callapi.calls.view.CallSteps;
import io.callapi.calls.view.SeenCall;
import io.callapi.calls.view.TableNews.CallChange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants to hear of calls.
 *
 * @param proxy null for the calls of all
 * @param snapshot whether the calls that are there are told first
 */
record CallCriteria(CallFilter filter, @Nullable String proxy, boolean snapshot) {

  boolean isOf(String name) {
    return proxy == null || proxy.equals(name);
  }

  /**
   * What is told of a change. A call that has fitted is told of once more when it does not fit any
   * longer; one that begins to fit, as it is now. One that is seen late has begun before, unseen;
   * and what becomes known of one that has ended concerns those who have heard of it from the
   * beginning.
   */
  List<CallSteps> steps(CallChange change) {
    SeenCall before = change.before();
    SeenCall after = change.after();
    if (before == null || !before.isUp()) {
      boolean fits = filter.fits(after) || filter.fits(after.begun());
      return fits ? CallSteps.between(before, after) : List.of();
    }
    if (filter.fits(before)) {
      return CallSteps.between(before, after);
    }
    return filter.fits(after) ? List.of(CallSteps.current(after)) : List.of();
  }
}
