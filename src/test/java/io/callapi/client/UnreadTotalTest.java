package io.callapi.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnreadTotalTest {

  private final List<String> cutOff = new ArrayList<>();
  private final UnreadTotal unread = new UnreadTotal(100);
  private final UnreadTotal.Share little = unread.open(() -> cutOff.add("little"));
  private final UnreadTotal.Share much = unread.open(() -> cutOff.add("much"));

  @Test
  void cutsOffTheOneForWhichMostWaits() {
    much.add(70);
    little.add(30);
    assertThat(cutOff).isEmpty();

    little.add(1);

    assertThat(cutOff).containsExactly("much");
  }

  @Test
  void cutsOffNoOtherBeforeThatOneIsGone() {
    much.add(101);
    little.add(50);
    assertThat(cutOff).containsExactly("much");

    much.close();
    little.add(51);

    assertThat(cutOff).containsExactly("much", "little");
  }

  @Test
  void countsNothingThatHasBeenReadOrBelongedToOneThatIsGone() {
    much.add(90);
    much.remove(40);
    little.add(50);
    assertThat(unread.bytes()).isEqualTo(100);

    much.close();
    much.remove(50);

    assertThat(unread.bytes()).isEqualTo(50);
    assertThat(cutOff).isEmpty();
  }
}
