package io.callapi.opensips.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever the network does to a stream of events, they come out as they went in. */
class ObjectScannerPropertyTest {

  private static final int LONGEST = 64 * 1024;

  @Property
  void givesExactlyTheseEventsHoweverTheStreamIsSplit(
      @ForAll("events") List<JsonObject> events, @ForAll("sizes") List<Integer> sizes) {
    List<JsonObject> read = new ArrayList<>();
    ObjectScanner scanner = new ObjectScanner(LONGEST);

    for (Buffer piece : split(stream(events), sizes)) {
      scanner.feed(piece, object -> read.add(new JsonObject(object)));
    }

    assertThat(read).isEqualTo(events);
  }

  @Property
  void takesAnyBytesOrRefusesThem(@ForAll byte[] bytes, @ForAll("sizes") List<Integer> sizes) {
    ObjectScanner scanner = new ObjectScanner(LONGEST);

    assertThatCode(() -> feedAll(scanner, split(Buffer.buffer(bytes), sizes)))
        .satisfiesAnyOf(
            thrown -> assertThat(thrown).isNull(),
            thrown -> assertThat(thrown).isInstanceOf(BrokenStreamException.class));
  }

  private static void feedAll(ObjectScanner scanner, List<Buffer> pieces) {
    pieces.forEach(piece -> scanner.feed(piece, object -> {}));
  }

  private static Buffer stream(List<JsonObject> events) {
    Buffer stream = Buffer.buffer();
    events.forEach(event -> stream.appendBuffer(event.toBuffer()));
    return stream;
  }

  /** Pieces of these sizes, over and over again. */
  private static List<Buffer> split(Buffer stream, List<Integer> sizes) {
    List<Buffer> pieces = new ArrayList<>();
    int at = 0;
    for (int i = 0; at < stream.length(); i++) {
      int end = Math.min(stream.length(), at + sizes.get(i % sizes.size()));
      pieces.add(stream.getBuffer(at, end));
      at = end;
    }
    return pieces;
  }

  @Provide
  Arbitrary<List<Integer>> sizes() {
    return Arbitraries.integers().between(1, 300).list().ofMinSize(1).ofMaxSize(20);
  }

  @Provide
  Arbitrary<List<JsonObject>> events() {
    return Combinators.combine(texts(), params())
        .as((method, params) -> JsonObject.of("method", method, "params", params))
        .list()
        .ofMaxSize(12);
  }

  private static Arbitrary<JsonObject> params() {
    return Combinators.combine(texts(), texts(), texts().list().ofMaxSize(3), texts())
        .as(ObjectScannerPropertyTest::params);
  }

  private static JsonObject params(String key, String text, List<String> list, String inner) {
    return JsonObject.of(key, text, "list", new JsonArray(list))
        .put("nested", JsonObject.of(inner, JsonObject.of(text, 1, "empty", new JsonObject())));
  }

  /** Texts with all that could be taken for the end of something, and any others. */
  private static Arbitrary<String> texts() {
    return Arbitraries.oneOf(
        Arbitraries.strings().withChars("{}[]\"\\:,u0 \n\u00e9\u6f22").ofMaxLength(12),
        Arbitraries.strings().excludeChars(surrogates()).ofMaxLength(12),
        Arbitraries.of("\ud83d\ude00", "\\\"}", "}{", "\\\\", ""));
  }

  private static char[] surrogates() {
    char[] all = new char[Character.MAX_SURROGATE - Character.MIN_SURROGATE + 1];
    for (int i = 0; i < all.length; i++) {
      all[i] = (char) (Character.MIN_SURROGATE + i);
    }
    return all;
  }
}
