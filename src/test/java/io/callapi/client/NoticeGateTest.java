package io.callapi.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.callapi.command.CommandNotice;
import io.callapi.command.CommandNotice.Ended;
import io.callapi.command.CommandNotice.Progress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NoticeGateTest {

  private final List<CommandNotice> passed = new ArrayList<>();
  private final NoticeGate gate = new NoticeGate(passed::add);

  private final CommandNotice reply = new Progress("a", "Echo", "Reply", null);
  private final CommandNotice end = new Ended("a", "Echo");
  private final CommandNotice other = new Ended("b", "Echo");

  @Test
  void keepsNoticesBackUntilTheReplyIsWritten() {
    gate.hold("a");
    gate.pass(reply);
    gate.pass(end);
    assertThat(passed).isEmpty();
    gate.release("a");

    assertThat(passed).containsExactly(reply, end);
  }

  @Test
  void keepsNothingBackOfOtherCommands() {
    gate.hold("a");
    gate.pass(reply);
    gate.pass(other);

    assertThat(passed).containsExactly(other);
  }

  @Test
  void passesNoticesOnOnceTheReplyIsWritten() {
    gate.hold("a");
    gate.release("a");
    gate.pass(reply);

    assertThat(passed).containsExactly(reply);
  }

  @Test
  void losesNothingIfARequestIsSentAgainMeanwhile() {
    gate.hold("a");
    gate.pass(reply);
    gate.hold("a");
    gate.pass(end);
    gate.release("a");
    gate.release("a");

    assertThat(passed).containsExactly(reply, end);
  }
}
