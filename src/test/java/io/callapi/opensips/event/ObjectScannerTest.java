package io.callapi.opensips.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectScannerTest {

  private final List<String> objects = new ArrayList<>();
  private final ObjectScanner scanner = new ObjectScanner(10);

  @Test
  void cutsWhatComesBackToBack() {
    feed("{\"a\":1}{}{{}}");

    assertThat(objects).containsExactly("{\"a\":1}", "{}", "{{}}");
  }

  @Test
  void waitsForTheRestOfAnObject() {
    feed("{\"a");
    feed("\":");
    boolean early = !objects.isEmpty();
    feed("1}");

    assertThat(early).isFalse();
    assertThat(objects).containsExactly("{\"a\":1}");
  }

  @Test
  void leavesOutSpaceBetweenObjects() {
    feed(" {} \r\n\t{}\n");

    assertThat(objects).containsExactly("{}", "{}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"}\"}", "{\"\\\"}\"}", "{\"\\\\\"}", "{\"{{\"}"})
  void countsNoBraceInsideAString(String object) {
    feed(object);

    assertThat(objects).containsExactly(object);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "}", "{}}", "[{}]", "{},", "\"{}\"", "GET / HTTP/1.1", "\u00e9"})
  void refusesWhatIsNoObject(String text) {
    assertThatThrownBy(() -> feed(text)).isInstanceOf(BrokenStreamException.class);
  }

  @Test
  void takesAnObjectOfTheGreatestLength() {
    feed("{\"a\":1234");
    feed("}");

    assertThat(objects).containsExactly("{\"a\":1234}");
  }

  @Test
  void refusesALongerOneBeforeItHasEnded() {
    feed("{\"a\":");

    assertThatThrownBy(() -> feed("123456")).hasMessageContaining("10 bytes");
  }

  @Test
  void refusesALongerOneThatComesAtOnce() {
    assertThatThrownBy(() -> feed("{}{\"a\":12345}")).hasMessageContaining("10 bytes");
    assertThat(objects).containsExactly("{}");
  }

  private void feed(String text) {
    scanner.feed(Buffer.buffer(text), object -> objects.add(object.toString()));
  }
}
