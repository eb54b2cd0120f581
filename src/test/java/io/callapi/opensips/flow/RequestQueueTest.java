package io.callapi.opensips.flow;

import static io.callapi.opensips.flow.Urgency.CHECKING;
import static io.callapi.opensips.flow.Urgency.ENDING;
import static io.callapi.opensips.flow.Urgency.RUNNING;
import static io.callapi.opensips.flow.Urgency.STARTING;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RequestQueueTest {

  private final RequestQueue<String> queue = new RequestQueue<>(20);

  @Test
  void sendsWhatEndsCallsFirstThenWhatRunsThenWhatBegins() {
    add(STARTING, "a", "", "start");
    add(RUNNING, "a", "", "hold");
    add(ENDING, "a", "", "end");

    assertThat(all()).containsExactly("end", "hold", "start");
  }

  @Test
  void keepsTheOrderOfOneClient() {
    add(RUNNING, "a", "", "1");
    add(RUNNING, "a", "", "2");
    add(RUNNING, "a", "", "3");

    assertThat(all()).containsExactly("1", "2", "3");
  }

  @Test
  void servesClientsByTurns() {
    add(RUNNING, "greedy", "", "g1");
    add(RUNNING, "greedy", "", "g2");
    add(RUNNING, "greedy", "", "g3");
    add(RUNNING, "modest", "", "m1");
    add(RUNNING, "other", "", "o1");

    assertThat(all()).containsExactly("g1", "m1", "o1", "g2", "g3");
  }

  @Test
  void letsNoRequestOvertakeAnotherAboutTheSameCall() {
    add(STARTING, "a", "", "other start");
    add(STARTING, "a", "call", "start");
    add(RUNNING, "b", "", "hold");
    add(ENDING, "b", "call", "end");

    assertThat(all()).containsExactly("start", "end", "hold", "other start");
  }

  @Test
  void letsALookUpWaitBehindTheStartThatItIsAbout() {
    add(STARTING, "a", "other", "other start");
    add(STARTING, "a", "call", "start");
    add(RUNNING, "b", "call", "look-up");
    add(RUNNING, "b", "", "hold");

    assertThat(all()).containsExactly("hold", "other start", "start", "look-up");
  }

  @Test
  void letsNoCommandWaitForALookUpThatOnlyChecks() {
    add(CHECKING, "a", "call", "check");
    add(RUNNING, "b", "call", "refer");

    assertThat(all()).containsExactly("refer", "check");
  }

  @Test
  void keepsOneCallInOrderThoughTwoClientsAskAboutIt() {
    add(RUNNING, "a", "", "a1");
    add(RUNNING, "a", "call", "a2");
    add(RUNNING, "b", "call", "b1");

    assertThat(all()).containsExactly("a1", "a2", "b1");
  }

  @Test
  void leavesRoomForWhatIsMoreUrgent() {
    assertThat(added(STARTING, 30)).isEqualTo(10);
    assertThat(added(RUNNING, 30)).isEqualTo(8);
    assertThat(added(ENDING, 30)).isEqualTo(2);
    assertThat(queue.size()).isEqualTo(20);
  }

  @Test
  void givesOutWhatHasWaitedTooLong() {
    queue.offer(new RequestQueue.Key(RUNNING, "a", "call"), "old", 100);
    queue.offer(new RequestQueue.Key(ENDING, "a", ""), "young", 200);

    assertThat(queue.pollOlderThan(150)).isEqualTo("old");
    assertThat(queue.pollOlderThan(150)).isNull();
    assertThat(queue.size()).isEqualTo(1);
    assertThat(queue.size(RUNNING)).isZero();
  }

  @Test
  void sendsFirstWhatHasWaitedLong() {
    queue.offer(new RequestQueue.Key(STARTING, "a", "call"), "old", 100);
    queue.offer(new RequestQueue.Key(STARTING, "a", ""), "young", 200);
    queue.offer(new RequestQueue.Key(ENDING, "b", ""), "end", 90);

    queue.raiseOlderThan(150);

    assertThat(all()).containsExactly("end", "old", "young");
  }

  private int added(Urgency urgency, int tries) {
    int added = 0;
    for (int i = 0; i < tries; i++) {
      added += queue.offer(new RequestQueue.Key(urgency, "a", ""), "x", 0) ? 1 : 0;
    }
    return added;
  }

  private void add(Urgency urgency, String client, String call, String request) {
    assertThat(queue.offer(new RequestQueue.Key(urgency, client, call), request, 0)).isTrue();
  }

  private List<String> all() {
    List<String> all = new ArrayList<>();
    for (String next = queue.poll(); next != null; next = queue.poll()) {
      all.add(next);
    }
    return all;
  }
}
