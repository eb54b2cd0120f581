package io.callapi.opensips.dialog;

import static org.assertj.core.api.Assertions.assertThat;

import io.callapi.opensips.mi.MiResult;
import io.callapi.proxy.CallState;
import io.callapi.proxy.Dialog;
import io.callapi.proxy.DialogId;
import io.callapi.proxy.DialogLeg;
import io.callapi.sip.CallId;
import io.callapi.sip.SipUri;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Entries of dlg_list as OpenSIPS 3.6.8 writes them. */
class DialogEntryTest {

  private static final OwnContact OWN = new OwnContact(new SipUri("sip:127.0.0.1:5060"));

  private static JsonObject recorded() {
    return new JsonObject(
        """
        {"ID":"368.28667175","db_id":"9222755935874","state":4,"user_flags":"",
         "timestart":1795443232,"timeout":1795446832,"callid":"start-ok",
         "from_uri":"sip:bob@127.0.0.1:5071","to_uri":"sip:alice@127.0.0.1:5070",
         "caller_tag":"533cb9e91f4b999cf76861cbb9ed54ed-4a09",
         "caller_contact":"sip:call-api@127.0.0.1:5060","callee_cseq":"0","caller_route_set":"",
         "CALLEES":[{"callee_tag":"ut3xi3wswk","callee_contact":"sip:alice@127.0.0.1:5070",
                     "caller_cseq":"1","callee_route_set":""}]}""");
  }

  private static Dialog read(JsonObject entry) {
    return new DialogEntry(new MiResult(entry), OWN).read().orElseThrow();
  }

  @Test
  void readsADialogThatThisProgramHasMade() {
    assertThat(read(recorded()))
        .isEqualTo(
            new Dialog(
                new DialogId("368.28667175"),
                new CallId("start-ok"),
                CallState.CONFIRMED,
                new DialogLeg(
                    "sip:bob@127.0.0.1:5071",
                    "533cb9e91f4b999cf76861cbb9ed54ed-4a09",
                    "sip:call-api@127.0.0.1:5060"),
                new DialogLeg("sip:alice@127.0.0.1:5070", "ut3xi3wswk", "sip:alice@127.0.0.1:5070"),
                List.of(),
                null,
                "",
                true));
  }

  @ParameterizedTest
  @CsvSource({
    "sips:call-api@127.0.0.1:5060, true",
    "SIP:call-api@127.0.0.1:5060, true",
    "sip:call-api@127.0.0.1:5061, false",
    "sip:call-api@127.0.0.2:5060, false",
    "sip:call-apis@127.0.0.1:5060, false",
    "sip:alice@127.0.0.1:5060, false",
    "'', false"
  })
  void knowsItsOwnDialogsByTheContactOfTheCaller(String contact, boolean ours) {
    assertThat(read(recorded().put("caller_contact", contact)).ours()).isEqualTo(ours);
  }

  private static JsonObject callee(String tag, String contact) {
    return JsonObject.of("callee_tag", tag, "callee_contact", contact);
  }

  /** The module keeps a contact from the 2xx on. */
  @Test
  void takesThePhoneThatHasAnsweredForTheCallee() {
    JsonArray callees = JsonArray.of(callee("rings", ""), callee("answers", "sip:b@h"));

    Dialog dialog = read(recorded().put("CALLEES", callees));

    assertThat(dialog.callee().tag()).isEqualTo("answers");
    assertThat(dialog.forks())
        .containsExactly(new DialogLeg("sip:alice@127.0.0.1:5070", "rings", ""));
  }

  @Test
  void tellsOfFurtherPhonesAndWhetherTheyHaveAnswered() {
    JsonArray callees =
        JsonArray.of(callee("a", "sip:a@h"), callee("rings", ""), callee("b", "sip:b@h"));

    Dialog dialog = read(recorded().put("CALLEES", callees));

    assertThat(dialog.callee().tag()).isEqualTo("a");
    assertThat(dialog.forks())
        .containsExactly(
            new DialogLeg("sip:alice@127.0.0.1:5070", "b", "sip:b@h"),
            new DialogLeg("sip:alice@127.0.0.1:5070", "rings", ""));
  }

  @Test
  void takesTheFirstPhoneForTheCalleeWhereNoneHasAnswered() {
    JsonArray callees = JsonArray.of(callee("x", ""), callee("y", ""));

    assertThat(read(recorded().put("CALLEES", callees)).callee().tag()).isEqualTo("x");
    assertThat(read(recorded().put("CALLEES", new JsonArray())).callee())
        .isEqualTo(new DialogLeg("sip:alice@127.0.0.1:5070", "", ""));
  }

  @ParameterizedTest
  @CsvSource({
    "to_uri, sip:bob@h;osid=a09.cb355e97, sip:bob@h, a09.cb355e97, ''",
    "from_uri, sip:bob@h;osid=a09.cb355e97;call-api=m1, sip:bob@h, , ''",
    "to_uri, sip:b@h;user=phone;OSID=1.a;call-api=m1;x, sip:b@h;user=phone;x, 1.a, m1",
    "to_uri, sip:b;osid=7@h;call-api=m1, sip:b;osid=7@h, , m1",
    "to_uri, tel:+1212;osid=1.a, tel:+1212, 1.a, ''",
    "to_uri, sip:b@h;osidx=1, sip:b@h;osidx=1, , ''",
    "to_uri, <not a uri>, <not a uri>, , ''",
    "to_uri, sip:11#1??2@h;osid=1.a, sip:11#1??2@h, 1.a, ''"
  })
  void readsMarksAndKeepsTheRestOfTheUri(
      String member, String written, String uri, String transferOf, String referMark) {
    Dialog dialog = read(recorded().put(member, written));

    assertThat(member.equals("to_uri") ? dialog.callee().uri() : dialog.caller().uri())
        .isEqualTo(uri);
    assertThat(dialog.transferOf()).isEqualTo(transferOf == null ? null : new DialogId(transferOf));
    assertThat(dialog.referMark()).isEqualTo(referMark);
  }

  @ParameterizedTest
  @CsvSource({"1, STARTED", "2, RINGING", "3, ANSWERED", "4, CONFIRMED", "5, ENDED"})
  void readsTheState(int number, CallState state) {
    assertThat(read(recorded().put("state", number)).state()).isEqualTo(state);
  }

  @ParameterizedTest
  @CsvSource({"ID, ''", "callid, ''", "state, x"})
  void leavesOutWhatIsNoDialog(String member, String value) {
    JsonObject entry = recorded().put(member, value);

    assertThat(new DialogEntry(new MiResult(entry), OWN).read()).isEmpty();
  }

  /** RFC 3261, section 25.1: a word may have angle brackets in it. */
  @ParameterizedTest
  @ValueSource(strings = {"<a>@h", "a\"b@h", "{x}[y]@h"})
  void keepsACallIdAsItIs(String callId) {
    assertThat(read(recorded().put("callid", callId)).callId()).isEqualTo(new CallId(callId));
  }

  @Test
  void hasNoUriWhereTheProxyGivesNone() {
    assertThat(read(recorded().put("from_uri", "")).caller().uri()).isNull();
  }
}
