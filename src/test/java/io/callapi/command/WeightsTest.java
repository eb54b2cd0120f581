package io.callapi.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What values are reckoned to take up in memory. */
class WeightsTest {

  private static final long ARRAY_OF_TWO = 24;

  private final Weights weights = new Weights();

  record Text(String value) {}

  record Stage(Text caller, Text callee, @Nullable String extra) {}

  @Test
  void countsTheCharactersOfATextAndTheObjectsAroundThem() {
    assertThat(weight("")).isEqualTo(40);
    assertThat(weight("x".repeat(36))).isEqualTo(80);
    assertThat(weight("\u4e2d".repeat(36))).isEqualTo(112);
  }

  @Test
  void countsWhatARecordHolds() {
    assertThat(weight(new Text("x".repeat(8)))).isEqualTo(16 + 48);
    assertThat(weight(new Stage(new Text("a"), new Text("b"), null))).isEqualTo(24 + 2 * (16 + 48));
  }

  @Test
  void countsOnceWhatSeveralShare() {
    Text shared = new Text("x".repeat(800));

    assertThat(weights.of(new Stage(shared, shared, null), shared)).isBetween(880L, 920L);
  }

  @Test
  void countsEachMemberOfAMapAndEachItemOfAList() {
    Map<String, Object> members = new HashMap<>();
    for (int i = 0; i < 100; i++) {
      members.put("k" + i, 1000 + i);
    }

    assertThat(weight(members)).isBetween(10_000L, 20_000L);
    assertThat(weight(List.of(List.of(1), List.of(2)))).isGreaterThan(200);
  }

  @Test
  void countsNothingForNothing() {
    assertThat(weight(null)).isZero();
    assertThat(weight(true)).isZero();
  }

  private long weight(@Nullable Object value) {
    return weights.of(value, null) - ARRAY_OF_TWO;
  }
}
