package io.callapi.calls;

import io.callapi.bus.Address;
import io.callapi.calls.CallNews.StateNews;
import io.callapi.calls.view.CallFilter;
import io.callapi.calls.view.SeenCall;
import io.callapi.proxy.CallFailure;
import io.callapi.proxy.Cause;
import io.callapi.proxy.Dialog;
import io.callapi.sip.CallId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the table of the calls of one proxy can be asked. */
public sealed interface CallsRequest {

  /** {@code callapi.calls.<name of the proxy>} (request): the table, on this node. */
  Address.Family<CallsRequest, CallsReply> ADDRESS =
      new Address.Family<>("callapi.calls", CallsRequest.class, CallsReply.class);

  /** What a command is going to do with a call. */
  enum Purpose {
    /** It makes a call of that Call-ID. */
    START,
    /** It refers a phone of the call: one at a time. */
    TRANSFER,
    /** It holds or resumes the call. */
    HOLD,
    /** It ends the call, and cuts short what runs. */
    END
  }

  /**
   * A command takes its turn at calls. Commands of one call go in the order in which they come; the
   * reply comes when it is its turn, or at once if it never will be.
   *
   * @param calls one, or the two of an attended transfer
   * @param referMark for {@code START}: the mark that a call which comes of it has; empty otherwise
   * @param tag what the client has put to the command; null for nothing
   */
  record Enter(
      String cmdId, List<CallId> calls, Purpose purpose, String referMark, @Nullable String tag)
      implements CallsRequest {
    public Enter {
      calls = List.copyOf(calls);
    }

    /** Of a command without a tag. */
    public Enter(String cmdId, List<CallId> calls, Purpose purpose, String referMark) {
      this(cmdId, calls, purpose, referMark, null);
    }
  }

  /**
   * A command has ended: its turn, what it follows and what it expects are over.
   *
   * @param afterwards what late copies of its requests may still bring about; null if nothing
   */
  record Leave(String cmdId, @Nullable Afterwards afterwards) implements CallsRequest {}

  /** A command follows a call from now on; the reply says how it is now. */
  record Follow(String cmdId, CallId call) implements CallsRequest {}

  /**
   * Announces the call that a phone is about to be asked for.
   *
   * @param tag what the client has put to the command; null for nothing
   */
  record Expect(String cmdId, @Nullable String tag, Expectation expectation)
      implements CallsRequest {}

  /**
   * Says why a call is about to end, or has just ended.
   *
   * @param cause null if it is not that after all
   */
  record Explain(CallId call, @Nullable Cause cause) implements CallsRequest {}

  /** Asks what is known of a call, and the proxy where too little is known. */
  record Look(CallId call) implements CallsRequest {}

  /**
   * Asks for the next calls behind a place, in the order in which the table has seen them. The
   * reply is a {@link CallsPage}; the proxy is asked for parties that are not known, but not waited
   * for long.
   */
  record ListCalls(CallFilter filter, long after, int limit) implements CallsRequest {}

  /** Asks for one call. The reply is a {@link CallsPage} with it, or with none. */
  record FindCall(CallId call) implements CallsRequest {}

  /**
   * Asks for all calls as they are now. The reply is a {@link Surveyed}; from there on each change
   * is published as {@link io.callapi.calls.view.TableNews}, until {@link Unwatch}.
   *
   * @param watcher who asks
   */
  record Survey(String watcher) implements CallsRequest {}

  /** Somebody watches no more. */
  record Unwatch(String watcher) implements CallsRequest {}

  /** Looks for the new call of an expectation among all calls, asking the proxy for them. */
  record Search(Expectation expectation) implements CallsRequest {}

  /**
   * What is ended if it comes within the time that a SIP request may be on its way after a command
   * has ended (RFC 3261, section 17.1.2.2, timer F).
   *
   * @param setup the Call-ID of a set-up dialog: no dialog of that may come up any more; null if
   *     none
   * @param expectation a phone may obey its REFER a second time, or late; null if none was sent
   * @param kept the call that came of it and is wanted; null if none is
   */
  record Afterwards(
      @Nullable CallId setup, @Nullable Expectation expectation, @Nullable CallId kept) {}

  /** An answer of the table. */
  sealed interface CallsReply {}

  /** Noted. */
  record Noted() implements CallsReply {}

  /**
   * Whether a command may go on with its calls.
   *
   * @param known the dialogs of its calls that are up, as far as the table knows them without
   *     asking; for {@code START} also the call that an earlier run of the same command has made
   * @param existed whether one of its calls was up, or was being made by a command, when it came
   */
  record Entered(Admission admission, List<Dialog> known, boolean existed) implements CallsReply {
    public Entered {
      known = List.copyOf(known);
    }
  }

  /** How a command is let in. */
  enum Admission {
    GRANTED,
    /** Another transfer of the call is under way. */
    PENDING,
    /** There is a call of that Call-ID which this command did not make. */
    IN_USE,
    /** The call is being ended by a command that came later. */
    CUT_SHORT,
    /** The commands before it take too long. */
    LATE
  }

  /** How the dialogs of a call are now. */
  record Followed(List<StateNews> now) implements CallsReply {
    public Followed {
      now = List.copyOf(now);
    }
  }

  /** Dialogs that were looked for; none if there are none. */
  record Looked(List<Dialog> dialogs) implements CallsReply {
    public Looked {
      dialogs = List.copyOf(dialogs);
    }
  }

  /**
   * Calls, the first seen first.
   *
   * @param examined the place of the last call that was looked at
   * @param more whether there are calls behind that
   */
  record CallsPage(List<SeenCall> calls, long examined, boolean more) implements CallsReply {
    public CallsPage {
      calls = List.copyOf(calls);
    }
  }

  /**
   * All calls, the first seen first.
   *
   * @param number that of the last change that is in it
   */
  record Surveyed(String proxy, List<SeenCall> calls, long number) implements CallsReply {
    public Surveyed {
      calls = List.copyOf(calls);
    }
  }

  /** The proxy did not say. */
  record NotLooked(CallFailure.Reason reason, Cause cause) implements CallsReply {}
}
