package io.callapi.opensips.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.callapi.proxy.CallEvent;
import io.callapi.proxy.CallEvent.DialogChanged;
import io.callapi.proxy.CallEvent.HoldAction;
import io.callapi.proxy.CallEvent.HoldProgress;
import io.callapi.proxy.CallEvent.HoldStage;
import io.callapi.proxy.CallEvent.TransferProgress;
import io.callapi.proxy.CallEvent.TransferStage;
import io.callapi.proxy.CallState;
import io.callapi.proxy.DialogId;
import io.callapi.sip.CallId;
import io.callapi.sip.Leg;
import io.callapi.sip.SipStatus;
import io.callapi.sip.SipUri;
import io.callapi.sip.Uri;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Events as OpenSIPS 3.6.8 and 4.0.1 have sent them. */
class EventDecoderTest {

  private static final CallId CALL = new CallId("nk72bvpawu1p@ua.py");
  private static final CallId NEW_CALL = new CallId("53s7t5y83lal@ua.py");

  private final EventDecoder decoder = new EventDecoder();

  @ParameterizedTest
  @CsvSource({"1, STARTED", "2, RINGING", "3, ANSWERED", "4, CONFIRMED", "5, ENDED"})
  void readsTheStateOfADialog(int number, CallState state) {
    CallEvent event =
        decoder.decode(
            "{\"jsonrpc\":\"2.0\",\"method\":\"E_DLG_STATE_CHANGED\",\"params\":"
                + "{\"id\":\"cd2.d8a03881\",\"db_id\":\"3144327301773\","
                + "\"callid\":\"nk72bvpawu1p@ua.py\",\"from_tag\":\"uvxwb35uq5\","
                + "\"to_tag\":\"dr95s3rjva\",\"old_state\":1,\"new_state\":"
                + number
                + "}}");

    assertThat(event)
        .isEqualTo(new DialogChanged(CALL, new DialogId("cd2.d8a03881"), state, "dr95s3rjva"));
  }

  private static String transfer(String leg, String destination, String state, String status) {
    return ("{\"jsonrpc\":\"2.0\",\"method\":\"E_CALL_TRANSFER\",\"params\":"
            + "{\"callid\":\"nk72bvpawu1p@ua.py\",\"leg\":\"%s\","
            + "\"transfer_callid\":\"53s7t5y83lal@ua.py\",\"destination\":\"%s\","
            + "\"state\":\"%s\",\"status\":\"%s\"}}")
        .formatted(leg, destination, state, status);
  }

  @Test
  void readsTheStagesOfATransferWhateverTheLeg() {
    SipUri carol = new SipUri("sip:carol@127.0.0.1:5072");

    assertThat(
            decoder.decode(transfer("53s7t5y83lal@ua.py", "sip:carol@127.0.0.1:5072", "start", "")))
        .isEqualTo(new TransferProgress(CALL, NEW_CALL, carol, TransferStage.START, null));
    assertThat(decoder.decode(transfer("unknown", "", "notify", "180 Ringing")))
        .isEqualTo(
            new TransferProgress(
                CALL, NEW_CALL, null, TransferStage.NOTIFY, new SipStatus(180, "Ringing")));
    assertThat(decoder.decode(transfer("", "sip:carol@127.0.0.1:5072", "ok", "200 OK")))
        .isEqualTo(
            new TransferProgress(
                CALL, NEW_CALL, carol, TransferStage.OK, new SipStatus(200, "OK")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"fail", "failure"})
  void readsAFailedTransferOfOldAndNewVersions(String state) {
    assertThat(decoder.decode(transfer("callee", "", state, "486 Busy Here")))
        .isEqualTo(
            new TransferProgress(
                CALL, NEW_CALL, null, TransferStage.FAILED, new SipStatus(486, "Busy Here")));
  }

  @ParameterizedTest
  @CsvSource({
    "caller, hold, start, CALLER, HOLD, START",
    "callee, hold, ok, CALLEE, HOLD, OK",
    "callee, hold, fail, CALLEE, HOLD, FAILED",
    "callee, hold, failure, CALLEE, HOLD, FAILED",
    "caller, unhold, start, CALLER, RESUME, START",
    "caller, unhold, ok, CALLER, RESUME, OK"
  })
  void readsTheStagesOfAHold(
      String leg, String action, String state, Leg side, HoldAction what, HoldStage stage) {
    CallEvent event =
        decoder.decode(
            "{\"jsonrpc\":\"2.0\",\"method\":\"E_CALL_HOLD\",\"params\":"
                + "{\"callid\":\"nk72bvpawu1p@ua.py\",\"leg\":\"%s\",\"action\":\"%s\",\"state\":\"%s\"}}"
                    .formatted(leg, action, state));

    assertThat(event).isEqualTo(new HoldProgress(CALL, side, what, stage));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sip:bob@h;osid=a09.cb355e97",
        "sip:bob@h;osid=a09.cb355e97;call-api=m1",
        "sip:bob@h;call-api=m1"
      })
  void stripsTheMarksThatTransfersLeave(String destination) {
    TransferProgress event =
        (TransferProgress) decoder.decode(transfer("", destination, "start", ""));

    assertThat(event.destination()).isEqualTo(new SipUri("sip:bob@h"));
  }

  /** RFC 3515, section 2.4.5, and RFC 3420: headers may follow the status line. */
  @ParameterizedTest
  @ValueSource(
      strings = {"180 Ringing", "180 Ringing\\r\\nContact: <sip:x@h>", "180 Ringing\\nA: b"})
  void readsTheFirstLineOfANotifyAlone(String status) {
    TransferProgress event =
        (TransferProgress) decoder.decode(transfer("unknown", "", "notify", status));

    assertThat(event.status()).isEqualTo(new SipStatus(180, "Ringing"));
  }

  @Test
  void keepsADestinationThatIsNoSipUriAsItIs() {
    Uri sloppy = Uri.reported("<sip:x y>");

    assertThat(decoder.decode(transfer("", "<sip:x y>", "start", "")))
        .isEqualTo(new TransferProgress(CALL, NEW_CALL, sloppy, TransferStage.START, null));
  }

  @Test
  void keepsTheCallIdsThatAPhoneMakes() {
    JsonObject event = new JsonObject(transfer("", "", "ok", ""));
    event.getJsonObject("params").put("transfer_callid", "<a\"(b)>:{c}@h");
    CallId odd = new CallId("<a\"(b)>:{c}@h");

    assertThat(decoder.decode(event))
        .isEqualTo(new TransferProgress(CALL, odd, null, TransferStage.OK, null));
  }

  @Test
  void countsATransferWithoutADestinationOrNewCall() {
    assertThat(decoder.decode(transfer("", "", "start", "unreadable")))
        .isEqualTo(new TransferProgress(CALL, NEW_CALL, null, TransferStage.START, null));
    assertThat(
            decoder.decode(
                "{\"method\":\"E_CALL_TRANSFER\","
                    + "\"params\":{\"callid\":\"nk72bvpawu1p@ua.py\",\"state\":\"ok\"}}"))
        .isEqualTo(new TransferProgress(CALL, null, null, TransferStage.OK, null));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "1",
        "[]",
        "\"text\"",
        "{",
        "{}",
        "{\"method\":null,\"params\":{}}",
        "{\"method\":\"E_CALL_HOLD\"}",
        "{\"method\":\"E_CALL_HOLD\",\"params\":null}",
        "{\"method\":\"E_CALL_HOLD\",\"params\":[]}",
        "{\"method\":\"E_UA_SESSION\",\"params\":{\"callid\":\"c\"}}",
        "{\"method\":1,\"params\":{}}",
        "{\"method\":\"E_DLG_STATE_CHANGED\",\"params\":{\"callid\":\"c\",\"new_state\":4}}",
        "{\"method\":\"E_DLG_STATE_CHANGED\",\"params\":{\"id\":\"1.a\",\"callid\":\"c\",\"new_state\":0}}",
        "{\"method\":\"E_DLG_STATE_CHANGED\",\"params\":{\"id\":\"1.a\",\"callid\":\"c\",\"new_state\":6}}",
        "{\"method\":\"E_DLG_STATE_CHANGED\",\"params\":{\"id\":\"1.a\",\"callid\":\"c\",\"new_state\":null}}",
        "{\"method\":\"E_DLG_STATE_CHANGED\",\"params\":{\"id\":\"1.a\",\"callid\":\"c\",\"new_state\":\"4\"}}",
        "{\"method\":\"E_DLG_STATE_CHANGED\",\"params\":{\"id\":\"1.a\",\"new_state\":4}}",
        "{\"method\":\"E_DLG_STATE_CHANGED\",\"params\":{\"id\":\"1.a\",\"callid\":\"a"
            + " b\",\"new_state\":4}}",
        "{\"method\":\"E_CALL_TRANSFER\",\"params\":{\"callid\":\"c\",\"state\":\"new\"}}",
        "{\"method\":\"E_CALL_TRANSFER\",\"params\":{\"callid\":\"c\",\"state\":null}}",
        "{\"method\":\"E_CALL_TRANSFER\",\"params\":{\"callid\":null,\"state\":\"ok\"}}",
        "{\"method\":\"E_CALL_HOLD\",\"params\":{\"callid\":\"c\",\"leg\":\"x\",\"action\":\"hold\",\"state\":\"ok\"}}",
        "{\"method\":\"E_CALL_HOLD\",\"params\":{\"callid\":\"c\",\"leg\":null,\"action\":\"hold\",\"state\":\"ok\"}}",
        "{\"method\":\"E_CALL_HOLD\",\"params\":{\"callid\":\"c\",\"leg\":\"caller\",\"action\":null,\"state\":\"ok\"}}"
      })
  void saysThatItCannotReadAnythingElse(String text) {
    assertThatThrownBy(() -> decoder.decode(text)).isInstanceOf(UnreadableEventException.class);
  }
}
