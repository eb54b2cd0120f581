package io.callapi.bench.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.api.Test;

class CallFlowsTest {

  private final CallFlows flows = new CallFlows();

  @Test
  void knowsAStoryByItsPhonesAndItsCommands() {
    assertThat(flow("{\"ruri\":\"sip:alice@s17.test\"}")).isEqualTo("mi s17");
    assertThat(flow("{\"callid\":\"f1-17-2\"}")).isEqualTo("mi s17");
  }

  @Test
  void knowsACallThatATransferHasMade() {
    flow("{\"callid\":\"f1-17-1\",\"transfer_callid\":\"x@phone\"}");

    assertThat(flow("{\"callid\":\"x@phone\",\"new_state\":2}")).isEqualTo("mi s17");
  }

  @Test
  void knowsTheReplyToARequest() {
    flow("{\"id\":\"ab-1\",\"params\":{\"dialog_id\":\"f1-17-1\"}}");

    assertThat(flow("{\"result\":\"OK\",\"id\":\"ab-1\"}")).isEqualTo("mi s17");
  }

  @Test
  void putsTheRestTogether() {
    assertThat(flow("{\"method\":\"version\"}")).isEqualTo("mi others");
  }

  private String flow(String text) {
    return flows.flowOf("mi", Buffer.buffer(text));
  }
}
