package io.callapi.call;

import io.callapi.proxy.Call;
import io.callapi.proxy.CallEvent.CallHoldChange;
import io.callapi.proxy.CallEvent.CallLost;
import io.callapi.proxy.CallEvent.CallStateChange;
import io.callapi.proxy.CallEvent.CallTransferChange;
import io.callapi.proxy.CallEvent.HoldAction;
import io.callapi.proxy.CallEvent.HoldStage;
import io.callapi.proxy.CallEvent.TransferStage;
import io.callapi.proxy.CallState;
import io.callapi.sip.CallId;
import io.callapi.sip.Leg;
import io.callapi.sip.SipStatus;
import io.callapi.sip.SipUri;
import java.time.Instant;

/** Short names for who takes part and what happens to calls. */
final class Happenings {

  static final SipUri ALICE = new SipUri("sip:alice@127.0.0.1:5070");
  static final SipUri BOB = new SipUri("sip:bob@127.0.0.1:5071");
  static final SipUri CAROL = new SipUri("sip:carol@127.0.0.1:5072");
  static final SipUri DAVE = new SipUri("sip:dave@127.0.0.1:5073");

  static final CallId CALL = new CallId("nk72bvpawu1p@ua.py");
  static final CallId OTHER_CALL = new CallId("7zd1pn3cbept@ua.py");
  static final CallId NEW_CALL = new CallId("53s7t5y83lal@ua.py");
  static final CallId SECOND_CALL = new CallId("b0wq2v9xr6ke@ua.py");

  private Happenings() {}

  static CallStateChange state(CallId call, CallState state) {
    return new CallStateChange(call, state);
  }

  static CallStateChange confirmed(CallId call) {
    return state(call, CallState.CONFIRMED);
  }

  static CallStateChange ended(CallId call) {
    return state(call, CallState.ENDED);
  }

  static CallTransferChange start(CallId call, CallId newCall, SipUri destination) {
    return new CallTransferChange(call, newCall, destination, TransferStage.START, null);
  }

  static CallTransferChange notified(CallId call, CallId newCall, int code, String reason) {
    return new CallTransferChange(
        call, newCall, null, TransferStage.NOTIFY, new SipStatus(code, reason));
  }

  static CallTransferChange answered(CallId call, CallId newCall, SipUri destination) {
    return new CallTransferChange(
        call, newCall, destination, TransferStage.OK, new SipStatus(200, "OK"));
  }

  static CallTransferChange failed(CallId call, CallId newCall, int code, String reason) {
    return new CallTransferChange(
        call, newCall, null, TransferStage.FAILED, new SipStatus(code, reason));
  }

  static CallHoldChange hold(Leg leg, HoldStage stage) {
    return new CallHoldChange(CALL, leg, HoldAction.HOLD, stage);
  }

  static CallHoldChange resume(Leg leg, HoldStage stage) {
    return new CallHoldChange(CALL, leg, HoldAction.RESUME, stage);
  }

  static CallLost lost(CallId call) {
    return new CallLost(call);
  }

  static Call ringing(CallId call, SipUri caller, SipUri callee) {
    return new Call(call, CallState.RINGING, caller, callee, null);
  }

  static Call up(CallId call, SipUri caller, SipUri callee) {
    return new Call(call, CallState.CONFIRMED, caller, callee, Instant.EPOCH);
  }
}
