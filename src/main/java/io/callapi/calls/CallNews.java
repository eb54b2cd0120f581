package io.callapi.calls;

import io.callapi.bus.Address;
import io.callapi.proxy.CallEvent.HoldAction;
import io.callapi.proxy.CallEvent.HoldStage;
import io.callapi.proxy.CallEvent.TransferStage;
import io.callapi.proxy.CallState;
import io.callapi.proxy.Dialog;
import io.callapi.proxy.DialogId;
import io.callapi.sip.CallId;
import io.callapi.sip.Leg;
import io.callapi.sip.SipStatus;
import io.callapi.sip.Uri;
import org.jspecify.annotations.Nullable;

/** What a command hears of a call that it follows: reports of the proxy, set against the table. */
public sealed interface CallNews {

  /**
   * {@code callapi.call.<name of the proxy>.<Call-ID>} (publish): inside the node only, from {@link
   * CallsRequest.Follow} until {@link CallsRequest.Leave}.
   */
  Address.Family<CallNews, Void> ADDRESS =
      new Address.Family<>("callapi.call", CallNews.class, Void.class);

  CallId callId();

  /**
   * A dialog of the call has reached a state; by an event, by a look, or as it was at {@code
   * Follow}.
   *
   * @param another whether another dialog of the same Call-ID is up
   */
  record StateNews(CallId callId, DialogId id, CallState state, boolean another)
      implements CallNews {

    /** True if that was the last dialog of the call. */
    public boolean isCallOver() {
      return state == CallState.ENDED && !another;
    }
  }

  /**
   * A transfer of the call goes on.
   *
   * @param newCallId the call that the report names; null where it names none
   * @param isNew whether that call is new since the {@link Expectation} for this one was announced;
   *     if not, the report is about an earlier transfer, or lies
   */
  record TransferNews(
      CallId callId,
      @Nullable CallId newCallId,
      boolean isNew,
      @Nullable Uri destination,
      TransferStage stage,
      @Nullable SipStatus status)
      implements CallNews {}

  /** Holding or resuming one leg goes on. */
  record HoldNews(CallId callId, Leg leg, HoldAction action, HoldStage stage) implements CallNews {}

  /**
   * A new call was recognised as the one that is expected, by what the proxy keeps of it, though no
   * report has named it.
   *
   * @param callId the call in which the REFER was sent
   */
  record NewCallNews(CallId callId, Dialog dialog) implements CallNews {}

  /**
   * A command has come that ends the call: whatever else is done to it is to make way.
   *
   * @param byCmdId that command
   */
  record EndingNews(CallId callId, String byCmdId) implements CallNews {}

  /** The proxy has been restarted, and does not know the call any more. */
  record LostNews(CallId callId) implements CallNews {}
}
