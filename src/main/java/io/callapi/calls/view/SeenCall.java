package io.callapi.calls.view;

import io.callapi.proxy.Cause;
import io.callapi.sip.CallId;
import io.callapi.sip.Leg;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A call as the table of its proxy knows it: all dialogs of one Call-ID.
 *
 * @param place where it stands among the calls of that table, for as long as it is there
 * @param caller as the proxy reports it; null if it is not known
 * @param callee the same
 * @param rings whether the phone that is called is known to ring, or has rung
 * @param held the legs that are held, as far as the proxy has reported it
 * @param times when the table has seen the steps of its life
 * @param links what it has to do with commands and other calls
 */
public record SeenCall(
    long place,
    CallId callId,
    @Nullable String caller,
    @Nullable String callee,
    State state,
    boolean rings,
    Set<Leg> held,
    Times times,
    Links links) {

  /** Where a call is, as people see it. */
  public enum State {
    RINGING,
    ANSWERED,
    HELD,
    ENDED
  }

  /**
   * When it came, was answered and has ended.
   *
   * @param answered null if it was not, or that was not seen
   * @param ended null while it is up
   */
  public record Times(Instant created, @Nullable Instant answered, @Nullable Instant ended) {}

  /**
   * What a call has to do with others.
   *
   * @param cmdId the command that has made it; null for none that is known
   * @param tag what the client has put to that command; null for nothing
   * @param from the call from which somebody was transferred to this one
   * @param to the call to which somebody of this one was transferred
   * @param cause why it has ended, or is about to
   */
  public record Links(
      @Nullable String cmdId,
      @Nullable String tag,
      @Nullable CallId from,
      @Nullable CallId to,
      @Nullable Cause cause) {

    /** Nothing is known. */
    public static final Links NONE = new Links(null, null, null, null, null);

    /** The same of a call that has come of a command, or of another call. */
    public Links made(@Nullable String byCmdId, @Nullable String withTag, @Nullable CallId of) {
      return new Links(
          cmdId == null ? byCmdId : cmdId,
          cmdId == null ? withTag : tag,
          from == null ? of : from,
          to,
          cause);
    }

    public Links transferredTo(CallId other) {
      return new Links(cmdId, tag, from, other, cause);
    }

    public Links because(@Nullable Cause why) {
      return new Links(cmdId, tag, from, to, why);
    }
  }

  public SeenCall {
    held = Set.copyOf(held);
  }

  public boolean isUp() {
    return state != State.ENDED;
  }

  public SeenCall with(Links others) {
    return new SeenCall(place, callId, caller, callee, state, rings, held, times, others);
  }

  /** The same as it was when it began. */
  public SeenCall begun() {
    return new SeenCall(
        place, callId, caller, callee, State.RINGING, false, Set.of(), times, links);
  }

  /** The same, over. */
  public SeenCall ended(Instant now) {
    Times whole = new Times(times.created(), times.answered(), now);
    return new SeenCall(place, callId, caller, callee, State.ENDED, rings, Set.of(), whole, links);
  }
}
