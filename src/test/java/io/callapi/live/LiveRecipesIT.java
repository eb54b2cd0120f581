package io.callapi.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.callapi.proxy.CallEvent.HoldAction;
import io.callapi.proxy.CallFailure;
import io.callapi.proxy.CallFailure.Reason;
import io.callapi.proxy.Cause;
import io.callapi.proxy.Dialog;
import io.callapi.proxy.DialogRef;
import io.callapi.proxy.ProxyRequest.ChangeHold;
import io.callapi.proxy.ProxyRequest.Done;
import io.callapi.proxy.ProxyRequest.ListDialogs;
import io.callapi.proxy.ProxyRequest.LookUp;
import io.callapi.proxy.ProxyRequest.Originate;
import io.callapi.proxy.ProxyRequest.Refer;
import io.callapi.proxy.ProxyRequest.ReferReplacing;
import io.callapi.proxy.ProxyRequest.Release;
import io.callapi.sip.CallId;
import io.callapi.sip.Leg;
import io.callapi.sip.SipUri;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the recipes say to a real proxy, and how many management requests that takes. */
@LiveProxy
class LiveRecipesIT {

  private OpenSipsProcess proxy;
  private PhoneFarm phones;
  private EventRecorder events;
  private RecipeRun run;

  @BeforeEach
  void open(OpenSipsProcess proxy, PhoneFarm phones, EventRecorder events) {
    assumeTrue(proxy.answersRefer(), "before OpenSIPS 3.5 a phone is referred in another way");
    this.proxy = proxy;
    this.phones = phones;
    this.events = events;
    run = RecipeRun.open(proxy);
  }

  @AfterEach
  void close() {
    if (run != null) {
      run.close().await();
    }
  }

  @Test
  void connectsTwoPhonesWithThreeRequests() {
    Dialog setup = originated("alice");
    run.forget();
    run.ask(new Refer(setup.ref(), Leg.CALLEE, uri("bob"), "m1"));
    String started = events.awaitTransfer(setup.callId().value(), "ok").get("transfer_callid");
    assertThat(run.ask(new Release(setup.ref()))).isEqualTo(new Done());

    assertThat(run.asked()).containsExactly("dlg_send_sequential", "dlg_end_dlg");
    Dialog call = lookUp(started).get(0);
    assertThat(call.referMark()).isEqualTo("m1");
    assertThat(call.ours()).isFalse();
    assertThat(call.callee().uri()).isEqualTo(phones.uri("bob"));
    run.ask(new Release(call.ref()));
  }

  @Test
  void knowsItsOwnDialogWhichIsInactive() {
    Dialog setup = originated("alice");

    assertThat(setup.ours()).isTrue();
    assertThat(setup.callee().contact()).isEqualTo(phones.uri("alice"));
    assertThat(setup.caller().uri()).isEqualTo(phones.uri("bob"));
    assertThat(phones.phone("alice").received().toString())
        .contains("m=audio 9 RTP/AVP 0 8 9 96 101")
        .contains("a=inactive");
    run.ask(new Release(setup.ref()));
  }

  private Dialog originated(String phone) {
    CallId callId = new CallId(UUID.randomUUID().toString());
    run.ask(new Originate(callId, uri(phone), uri("bob")));
    events.awaitDialog(callId.value(), 4);
    return lookUp(callId.value()).get(0);
  }

  @ParameterizedTest
  @CsvSource({"busy, 486 Busy Here", "decline, 603 Decline"})
  void tellsWhyAPhoneDoesNotAnswer(String phone, String status) {
    CallId callId = new CallId(UUID.randomUUID().toString());
    CallFailure failure = run.failureOf(new Originate(callId, uri(phone), uri("bob")));

    assertThat(failure.reason()).isEqualTo(Reason.REFUSED);
    assertThat(failure.cause().text()).isEqualTo(status);
    assertThat(run.asked()).containsExactly("t_uac_dlg");
  }

  @ParameterizedTest
  @CsvSource({"norefer, 603 Decline", "mutereferee, 408 Request Timeout"})
  void tellsWhyAPhoneIsNotReferred(String phone, String status) {
    Dialog call = established("alice", phone);
    run.forget();
    CallFailure failure = run.failureOf(new Refer(call.ref(), Leg.CALLEE, uri("carol"), ""));

    assertThat(failure.reason()).isEqualTo(Reason.REFUSED);
    assertThat(failure.cause().source()).isEqualTo(Cause.Source.SIP);
    assertThat(failure.cause().text()).isEqualTo(status);
    assertThat(run.asked()).containsExactly("dlg_send_sequential");
    run.ask(new Release(call.ref()));
  }

  @Test
  void putsAPhoneInThePlaceOfAnother() {
    Dialog callA = established("alice", "bob");
    Dialog callB = established("dave", "carol");
    run.forget();
    run.ask(new ReferReplacing(callA.ref(), Leg.CALLEE, callB, Leg.CALLEE));

    assertThat(run.asked()).containsExactly("dlg_push_var", "dlg_send_sequential");
    String fromA = events.awaitTransfer(callA.callId().value(), "ok").get("transfer_callid");
    String fromB = events.awaitTransfer(callB.callId().value(), "ok").get("transfer_callid");
    assertThat(fromA).isEqualTo(fromB);
    run.ask(new Release(callA.ref()));
    run.ask(new Release(lookUp(fromA).get(0).ref()));
  }

  @Test
  void holdsAndResumesWithOneRequestEach() {
    CallId callId = established("alice", "bob").callId();
    run.forget();
    run.ask(new ChangeHold(callId, HoldAction.HOLD));
    events.awaitHold(callId.value(), "caller", "hold", "ok");
    events.awaitHold(callId.value(), "callee", "hold", "ok");
    CallFailure again = run.failureOf(new ChangeHold(callId, HoldAction.HOLD));
    run.ask(new ChangeHold(callId, HoldAction.RESUME));
    events.awaitHold(callId.value(), "callee", "unhold", "ok");

    assertThat(again.reason()).isEqualTo(Reason.NOTHING_TO_CHANGE);
    assertThat(run.asked()).containsExactly("call_hold", "call_hold", "call_unhold");
    run.ask(new Release(DialogRef.of(callId)));
  }

  @Test
  void saysThatACallIsOver() {
    Dialog call = established("alice", "bob");
    run.ask(new Release(call.ref()));
    events.awaitDialog(call.callId().value(), 5);

    assertThat(run.failureOf(new Release(call.ref())).reason()).isEqualTo(Reason.CALL_UNKNOWN);
    assertThat(run.failureOf(new Release(DialogRef.of(call.callId()))).reason())
        .isEqualTo(Reason.CALL_UNKNOWN);
    assertThat(run.failureOf(new ChangeHold(call.callId(), HoldAction.HOLD)).reason())
        .isEqualTo(Reason.CALL_UNKNOWN);
    assertThat(run.failureOf(new Refer(call.ref(), Leg.CALLEE, uri("carol"), "")).reason())
        .isEqualTo(Reason.CALL_UNKNOWN);
    assertThat(lookUp(call.callId().value())).isEmpty();
    assertThat(run.dialogs(new ListDialogs())).filteredOn(Dialog::isUp).isEmpty();
  }

  /** The proxy has the INVITE and rings the phone; no dialog may be left. */
  @Test
  void withdrawsACallThatRings() {
    CallId callId = new CallId(UUID.randomUUID().toString());
    var answer = run.start(new Originate(callId, uri("noanswer"), uri("bob")));
    events.awaitDialog(callId.value(), 2);
    run.ask(new Release(DialogRef.of(callId)));

    await().until(answer::isComplete);
    assertThat(answer.cause()).hasMessage("487 Request Terminated");
    events.awaitDialog(callId.value(), 5);
    assertThat(proxy.dialogs()).isEmpty();
  }

  private Dialog established(String caller, String callee) {
    String callId = phones.call(caller, callee).await();
    events.awaitDialog(callId, 4);
    return lookUp(callId).get(0);
  }

  private List<Dialog> lookUp(String callId) {
    return run.dialogs(new LookUp(new CallId(callId)));
  }

  private SipUri uri(String phone) {
    return new SipUri(phones.uri(phone));
  }
}
