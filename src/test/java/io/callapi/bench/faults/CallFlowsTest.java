package io.callapi.bench.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.api.Test;

class CallFlowsTest {

  private final CallFlows flows = new CallFlows();

  @Test
  void knowsAStoryByItsPhonesAndItsCommands() {
    assertThat(request("t_uac_dlg", "\"ruri\":\"sip:alice@s17.test\""))
        .isEqualTo("mi s17 t_uac_dlg");
    assertThat(request("dlg_end_dlg", "\"dialog_id\":\"f1-17-2\"")).isEqualTo("mi s17 dlg_end_dlg");
  }

  @Test
  void knowsACallThatATransferHasMade() {
    event("E_CALL_TRANSFER", "\"callid\":\"f1-17-1\",\"transfer_callid\":\"x@phone\"");

    assertThat(
            event("E_DLG_STATE_CHANGED", "\"id\":\"a.b\",\"callid\":\"x@phone\",\"new_state\":2"))
        .isEqualTo("mi s17 E_DLG_STATE_CHANGED 2");
  }

  @Test
  void knowsTheReplyToARequest() {
    request("dlg_end_dlg", "\"dialog_id\":\"f1-17-1\"");

    assertThat(flow("{\"jsonrpc\":\"2.0\",\"result\":\"OK\",\"id\":\"ab-1\"}"))
        .isEqualTo("mi s17 dlg_end_dlg");
    assertThat(flow("{\"jsonrpc\":\"2.0\",\"error\":{\"code\":404},\"id\":\"ab-1\"}"))
        .isEqualTo("mi s17 dlg_end_dlg");
  }

  @Test
  void takesTheWholeListOfCallsForNoStorys() {
    request("dlg_list", "\"index\":0,\"counter\":40");

    assertThat(
            flow(
                "{\"jsonrpc\":\"2.0\",\"result\":{\"Dialogs\":[{\"from_uri\":\"sip:a@s1.test\"}]},"
                    + "\"id\":\"ab-1\"}"))
        .isEqualTo("mi others dlg_list");
  }

  private String request(String method, String params) {
    return flow(
        "{\"jsonrpc\":\"2.0\",\"id\":\"ab-1\",\"method\":\"%s\",\"params\":{%s}}"
            .formatted(method, params));
  }

  private String event(String method, String params) {
    return flow(
        "{\"jsonrpc\":\"2.0\",\"method\":\"%s\",\"params\":{%s}}".formatted(method, params));
  }

  private String flow(String text) {
    return flows.flowOf("mi", Buffer.buffer(text));
  }
}
