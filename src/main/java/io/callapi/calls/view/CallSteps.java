package io.callapi.calls.view;

import io.callapi.calls.view.SeenCall.State;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What has happened to a call, from how it was and how it is. */
public enum CallSteps {
  CREATED("CallCreated"),
  RINGING("CallRinging"),
  ANSWERED("CallAnswered"),
  HELD("CallHeld"),
  RESUMED("CallResumed"),
  TRANSFERRED("CallTransferred"),
  ENDED("CallEnded");

  private final String event;

  CallSteps(String event) {
    this.event = event;
  }

  /** Its name on the wire. */
  public String event() {
    return event;
  }

  /** One that is told whatever happens: of several others of a call the newest may do. */
  public boolean isLasting() {
    return this == CREATED || this == ENDED;
  }

  /** What is told of a call of which nothing was told. */
  public static CallSteps current(SeenCall call) {
    return switch (call.state()) {
      case ENDED -> ENDED;
      case HELD -> HELD;
      case ANSWERED -> ANSWERED;
      case RINGING -> call.rings() ? RINGING : CREATED;
    };
  }

  /**
   * The steps that have led from the one to the other, in order; where nothing but what is known of
   * the call has changed, the one that it is at.
   *
   * @param before null if it was not there
   */
  public static List<CallSteps> between(@Nullable SeenCall before, SeenCall after) {
    if (before == null || (!before.isUp() && after.isUp())) {
      CallSteps now = current(after);
      return now == CREATED ? List.of(CREATED) : List.of(CREATED, now);
    }
    List<CallSteps> steps = new ArrayList<>(2);
    if (after.links().to() != null && !after.links().to().equals(before.links().to())) {
      steps.add(TRANSFERRED);
    }
    CallSteps moved = moved(before, after);
    if (moved != null) {
      steps.add(moved);
    }
    return steps.isEmpty() ? List.of(current(after)) : steps;
  }

  private static @Nullable CallSteps moved(SeenCall before, SeenCall after) {
    if (after.state() == State.HELD || (before.state() == State.HELD && after.isUp())) {
      return change(before, after);
    }
    boolean same = before.state() == after.state() && before.rings() == after.rings();
    return same ? null : current(after);
  }

  /** Of the legs that are held. */
  private static @Nullable CallSteps change(SeenCall before, SeenCall after) {
    if (before.held().equals(after.held())) {
      return null;
    }
    return before.held().containsAll(after.held()) ? RESUMED : HELD;
  }
}
