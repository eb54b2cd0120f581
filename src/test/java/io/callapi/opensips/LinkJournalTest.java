package io.callapi.opensips;

import static org.assertj.core.api.Assertions.assertThat;

import io.callapi.proxy.LinkStatus;
import io.callapi.proxy.LinkStatus.State;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LinkJournalTest {

  private static final Duration SECOND = Duration.ofSeconds(1);

  private final LinkJournal journal = new LinkJournal("p");

  @Test
  void keepsTheLastFiftyChanges() {
    for (int i = 1; i <= 1000; i++) {
      journal.note(State.DOWN, "reason " + i, SECOND);
    }

    assertThat(journal.report().history())
        .hasSize(50)
        .last()
        .isEqualTo(journal.status())
        .extracting(LinkStatus::reason)
        .isEqualTo("reason 1000");
  }

  @Test
  void doesNotTakeAnotherTryForAChange() {
    journal.note(State.DOWN, "no", SECOND);
    LinkStatus first = journal.status();
    boolean later = journal.note(State.DOWN, "no", SECOND.multipliedBy(2));
    boolean same = journal.note(State.DOWN, "no", SECOND.multipliedBy(2));

    assertThat(later).isTrue();
    assertThat(same).isFalse();
    assertThat(journal.status().retryAfterMs()).isEqualTo(2000);
    assertThat(journal.status().since()).isEqualTo(first.since());
    assertThat(journal.report().history())
        .extracting(LinkStatus::state)
        .containsExactly(State.CONNECTING, State.DOWN);
  }
}
