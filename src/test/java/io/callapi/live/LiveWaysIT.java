package io.callapi.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.callapi.live.LiveServer.Ways;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A whole server does the same whichever way requests and events go, on a real proxy. */
@LiveProxy
class LiveWaysIT {

  @ParameterizedTest
  @CsvSource({"udp, tcp", "udp, both", "both, udp", "both, both", "http, udp", "http, tcp"})
  void startsHoldsResumesTransfersAndEndsACall(
      String mi, String events, OpenSipsProcess proxy, PhoneFarm phones) throws Exception {
    try (LiveServer server = LiveServer.start(proxy, new Ways(mi, events));
        LiveCalls calls = new LiveCalls(proxy, phones, server)) {
      CommandRun start = calls.start("alice", "bob").awaitEnd();
      String callId = start.data("CalleeAnswered").getString("callid");
      CommandRun hold = calls.command("CallHold", callId).awaitEnd();
      String held = calls.media("alice", callId) + " " + calls.media("bob", callId);
      CommandRun unhold = calls.command("CallUnhold", callId).awaitEnd();
      CommandRun transfer = calls.transfer(callId, "callee", "carol").awaitEnd();
      String newCall = transfer.data("TransferSuccessful").getString("callid");
      CommandRun end = calls.command("CallEnd", newCall).awaitEnd();

      assertThat(start.events()).endsWith("CalleeAnswered", "Ended");
      assertThat(hold.events()).doesNotContain("Error").hasSize(7);
      assertThat(held).doesNotContain("sendrecv");
      assertThat(unhold.events()).doesNotContain("Error").hasSize(7);
      assertThat(transfer.events()).endsWith("TransferSuccessful", "Ended");
      assertThat(end.events()).containsExactly("Started", "Ended");
    }
  }
}
