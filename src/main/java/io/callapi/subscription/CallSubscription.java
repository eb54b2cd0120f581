package io.callapi.subscription;

import io.callapi.calls.CallsRequest.Surveyed;
import io.callapi.calls.view.CallSteps;
import io.callapi.calls.view.TableNews.CallChange;
import io.callapi.method.OpenSubscription;
import io.callapi.subscription.Backlog.Held;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One subscription to calls: first the calls that are there, then each change of them. What comes
 * while the subscriber has no room waits, and is summed up; if even that is too much, it is told
 * how all is once there is room.
 */
final class CallSubscription implements OpenSubscription {

  private final CallFeed feed;
  private final CallCriteria criteria;
  private final CallNotices notices;
  private final Backlog backlog;
  private final Map<String, Long> known = new HashMap<>();
  private @Nullable Resync owed;
  private @Nullable SnapshotPages snapshot;
  private boolean surveying;
  private int round;
  private boolean goingOn;
  private boolean ended;

  /** It has to be told how all is. */
  private record Resync(@Nullable String proxy, String reason) {}

  CallSubscription(CallFeed feed, CallCriteria criteria, CallNotices notices, Backlog backlog) {
    this.feed = feed;
    this.criteria = criteria;
    this.notices = notices;
    this.backlog = backlog;
  }

  CallCriteria criteria() {
    return criteria;
  }

  @Override
  public void begin() {
    if (ended) {
      return;
    }
    feed.add(this);
    if (criteria.snapshot()) {
      survey();
    }
  }

  private void survey() {
    int current = ++round;
    surveying = true;
    snapshot = null;
    feed.survey(criteria)
        .onSuccess(surveys -> onSurveyed(current, surveys))
        .onFailure(e -> feed.later(() -> onNotSurveyed(current)));
  }

  private void onNotSurveyed(int current) {
    if (current == round && !ended) {
      survey();
    }
  }

  private void onSurveyed(int current, List<Surveyed> surveys) {
    if (current != round || ended) {
      return;
    }
    surveying = false;
    surveys.forEach(survey -> backlog.dropUpTo(survey.proxy(), survey.number()));
    surveys.forEach(survey -> known.put(survey.proxy(), survey.number()));
    snapshot = new SnapshotPages(criteria, notices, surveys);
    goOn();
  }

  /** A call has changed that may concern the subscriber. */
  void onChange(CallChange change) {
    if (owed != null || change.number() <= known.getOrDefault(change.proxy(), 0L)) {
      return;
    }
    List<CallSteps> steps = criteria.steps(change);
    if (steps.isEmpty()) {
      return;
    }
    if (isUpToDate() && notices.hasRoom()) {
      steps.forEach(step -> notices.step(new Held(step, change)));
    } else if (!backlog.add(steps, change)) {
      resync(null, "too many changes have waited to be read");
    }
  }

  private boolean isUpToDate() {
    return !surveying && snapshot == null && backlog.isEmpty();
  }

  /** Contact with a proxy was made. */
  void onContact(String proxy, String reason) {
    if (criteria.isOf(proxy)) {
      resync(proxy, reason);
    }
  }

  @Override
  public void onGap(String reason) {
    resync(null, reason);
  }

  /** What waits is not worth telling any more. */
  private void resync(@Nullable String proxy, String reason) {
    if (ended) {
      return;
    }
    backlog.clear();
    snapshot = null;
    surveying = false;
    round++;
    owed = owed == null ? new Resync(proxy, reason) : new Resync(null, reason);
    goOn();
  }

  @Override
  public void onRoom() {
    goOn();
  }

  /** Tells what there is to be told, as long as there is room. */
  private void goOn() {
    Resync next = owed;
    if (ended || surveying || !notices.hasRoom()) {
      return;
    }
    if (next != null) {
      owed = null;
      notices.resynced(next.proxy(), next.reason());
      survey();
    } else if (snapshot != null) {
      goOn(snapshot);
    } else {
      drain();
    }
  }

  private void goOn(SnapshotPages pages) {
    if (pages.goOn()) {
      snapshot = null;
      drain();
    } else if (!goingOn) {
      goingOn = true;
      feed.soon(this::goOnNow);
    }
  }

  private void goOnNow() {
    goingOn = false;
    goOn();
  }

  private void drain() {
    while (notices.hasRoom()) {
      Held next = backlog.poll();
      if (next == null) {
        return;
      }
      notices.step(next);
    }
  }

  @Override
  public void end() {
    if (!ended) {
      ended = true;
      backlog.clear();
      feed.remove(this);
      notices.ended();
    }
  }
}
