package io.callapi.subscription;

import static io.callapi.subscription.CallExamples.call;
import static io.callapi.subscription.CallExamples.party;
import static io.callapi.subscription.CallExamples.up;
import static org.assertj.core.api.Assertions.assertThat;

import io.callapi.calls.view.CallFilter;
import io.callapi.calls.view.SeenCall;
import io.callapi.calls.view.SeenCall.State;
import io.callapi.sip.CallId;
import io.callapi.sip.UriPattern;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose filter may fit a call. */
class FilterIndexTest {

  private static final List<String> URIS =
      List.of(
          "sip:alice@example.com",
          "sip:%61lice@Example.com:5060;transport=tcp",
          "sips:alice@example.com",
          "sip:bob@example.org:5070",
          "tel:+1-212-555-0123",
          "sip:+12125550123@example.com;user=phone",
          "sip:+12125550123@example.org",
          "sip:example.com",
          "mailto:alice",
          "");

  private static final List<String> PATTERNS =
      List.of(
          "sip:alice@example.com",
          "sips:alice@example.com",
          "sip:bob@example.org:5070",
          "tel:+12125550123",
          "sip:+1-212-555-0123@example.com;user=phone",
          "*@example.com",
          "*@EXAMPLE.org",
          "alice@*",
          "+1(212)5550123@*",
          "+12125550123@*");

  private final FilterIndex<CallFilter> index = new FilterIndex<>();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void leavesOutNobodyWhoseFilterFits(long seed) {
    Random random = new Random(seed);
    List<CallFilter> filters = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      filters.add(filter(random));
    }
    filters.forEach(filter -> index.add(filter, filter));

    for (int i = 0; i < 2000; i++) {
      @Nullable SeenCall before = random.nextBoolean() ? null : randomCall(random, 7);
      SeenCall after = randomCall(random, before == null ? random.nextInt(20) : 7);

      assertThat(index.candidates(before, after))
          .containsAll(filters.stream().filter(filter -> fits(filter, before, after)).toList());
    }
    filters.forEach(filter -> index.remove(filter, filter));
    assertThat(index.isEmpty()).isTrue();
  }

  private static boolean fits(CallFilter filter, @Nullable SeenCall before, SeenCall after) {
    return filter.fits(after) || (before != null && filter.fits(before));
  }

  private static CallFilter filter(Random random) {
    return new CallFilter(
        EnumSet.allOf(State.class),
        random.nextInt(3) == 0 ? pattern(random) : null,
        random.nextInt(3) == 0 ? pattern(random) : null,
        random.nextInt(3) == 0 ? pattern(random) : null,
        random.nextInt(5) == 0 ? new CallId("call-" + random.nextInt(20)) : null);
  }

  private static UriPattern pattern(Random random) {
    return new UriPattern(PATTERNS.get(random.nextInt(PATTERNS.size())));
  }

  private static SeenCall randomCall(Random random, int place) {
    return call(place, State.ANSWERED, uri(random), uri(random));
  }

  private static @Nullable String uri(Random random) {
    return random.nextInt(5) == 0 ? null : URIS.get(random.nextInt(URIS.size()));
  }

  @Test
  void asksFewOfManyWithDifferentParties() {
    for (int i = 0; i < 1000; i++) {
      CallFilter filter = party("sip:user" + i + "@example.com");
      index.add(filter, filter);
    }
    CallFilter all = up();
    index.add(all, all);

    Set<CallFilter> found =
        index.candidates(
            null, call(1, State.RINGING, "sip:user7@example.com", "sip:user9@example.com"));

    assertThat(found)
        .containsExactlyInAnyOrder(
            all, party("sip:user7@example.com"), party("sip:user9@example.com"));
  }
}
