package io.callapi.proxy;

import io.callapi.proxy.CallEvent.HoldAction;
import io.callapi.sip.CallId;
import io.callapi.sip.Leg;
import io.callapi.sip.SipUri;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a proxy can be asked, one record an operation. Each is answered, within the connector's own
 * deadline: with its result, or with a {@link CallFailure}. What happens afterwards comes as {@link
 * CallEvent}s, which may arrive before the answer.
 *
 * @param <R> the result
 */
public sealed interface ProxyRequest<R> {

  /** Which requests go first where the proxy answers late. */
  enum Urgency {
    /** Ends a call, or takes something back. */
    ENDING,
    /** Goes on with what has begun. */
    RUNNING,
    /** Begins something new. */
    STARTING,
    /** Reads what is there: what waits for it has deadlines of its own. */
    CHECKING
  }

  default Urgency urgency() {
    return Urgency.RUNNING;
  }

  /** The request was accepted, or is done; there is nothing more to say. */
  record Done() {}

  /** Dialogs, none if there are none. */
  record Dialogs(List<Dialog> dialogs) {
    public Dialogs {
      dialogs = List.copyOf(dialogs);
    }
  }

  /**
   * Originates a call to a phone in the name of another party, with no media, and waits for its
   * answer (RFC 3725). Sent again only in a way in which the phone sees one request.
   *
   * <p>Fails with {@code REFUSED} and the phone's final status.
   *
   * @param callId the Call-ID that the dialog gets
   * @param phone the phone to call
   * @param callerIdentity the party that the phone shows as calling
   */
  record Originate(CallId callId, SipUri phone, SipUri callerIdentity)
      implements ProxyRequest<Done> {
    @Override
    public Urgency urgency() {
      return Urgency.STARTING;
    }
  }

  /**
   * Asks the phone of one leg to call somebody (REFER, RFC 3515). Done when the phone has agreed
   * or, on a proxy that cannot say, when it was asked.
   *
   * <p>Never sent twice by the connector: {@code NO_REPLY} leaves open whether it has reached the
   * phone.
   *
   * @param referMark put into the address that is called, so that the new call can be told by it; a
   *     token, empty for none
   */
  record Refer(DialogRef dialog, Leg leg, SipUri destination, String referMark)
      implements ProxyRequest<Done> {}

  /**
   * Asks the phone of one leg to take the place of the peer of a leg of another call (REFER with
   * Replaces, RFC 3891). As {@link Refer} otherwise.
   *
   * @param replaced the other call, as it is listed
   * @param reached the leg of it that is to be reached; its peer is replaced
   */
  record ReferReplacing(DialogRef dialog, Leg leg, Dialog replaced, Leg reached)
      implements ProxyRequest<Done> {}

  /**
   * Puts both legs on hold, or takes them off hold (re-INVITE, RFC 3264, section 8.4). Done when
   * that has begun; {@code NOTHING_TO_CHANGE} if the proxy takes both legs for as they should be.
   */
  record ChangeHold(CallId callId, HoldAction action) implements ProxyRequest<Done> {}

  /**
   * Releases a dialog: ends it, or cancels it if it is not answered yet. Done when that has begun.
   * A release that gets no reply is made up for by the connector when the proxy is back.
   *
   * <p>{@code CALL_UNKNOWN} also where a first copy of the request may have ended it.
   */
  record Release(DialogRef dialog) implements ProxyRequest<Done> {
    @Override
    public Urgency urgency() {
      return Urgency.ENDING;
    }
  }

  /**
   * Hangs up one more phone that has answered the INVITE of a set-up dialog (BYE, RFC 3261, section
   * 13.2.2.4).
   *
   * @param answered one of the phones in the dialog
   */
  record ReleaseFork(Dialog dialog, DialogLeg answered) implements ProxyRequest<Done> {
    @Override
    public Urgency urgency() {
      return Urgency.ENDING;
    }
  }

  /**
   * Asks whether this proxy may change a dialog: where proxies share their dialogs, one of them
   * may. Fails with {@code NOT_IN_CHARGE} if it may not.
   */
  record TakeCharge(DialogRef dialog) implements ProxyRequest<Done> {}

  /**
   * Reads a dialog of one Call-ID that is not over. Never fails with {@code CALL_UNKNOWN}. For some
   * seconds the proxy may show none though there is one: a challenged INVITE leaves a dead dialog
   * that hides it. Who has reason to doubt reads all.
   */
  record LookUp(CallId callId) implements ProxyRequest<Dialogs> {
    @Override
    public Urgency urgency() {
      return Urgency.CHECKING;
    }
  }

  /**
   * Reads all dialogs, those that have just ended included. All who ask while one list is read
   * share the next one.
   */
  record ListDialogs() implements ProxyRequest<Dialogs> {
    @Override
    public Urgency urgency() {
      return Urgency.CHECKING;
    }
  }

  /**
   * A request on its way to the unit that manages a proxy.
   *
   * @param client for whom, so that none starves another; null for the server itself
   */
  record Order(@Nullable String client, ProxyRequest<?> request) {}

  /** What came of an order: a {@link Done}, {@link Dialogs} or a {@link Refused}. */
  record Result(Record value) {}

  /** It was refused, or has failed. */
  record Refused(CallFailure.Reason reason, Cause cause) {}
}
