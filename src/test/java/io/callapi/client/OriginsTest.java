package io.callapi.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OriginsTest {

  private static final Set<String> ALLOWED = Set.of("https://desk.example.com");

  private final Origins onLoopback = new Origins(ALLOWED, "localhost");
  private final Origins everywhere = new Origins(ALLOWED, "0.0.0.0");

  @Test
  void letsInProgramsWhichSendNoOrigin() {
    assertThat(onLoopback.accepts(null, "localhost:5059")).isTrue();
    assertThat(onLoopback.accepts(null, null)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "http://localhost:5059, localhost:5059",
    "http://LOCALHOST:5059, localhost:5059",
    "http://127.0.0.1:5059, 127.0.0.1:5059",
    "http://[::1]:5059, [::1]:5059"
  })
  void letsInThePageOfItsOwn(String origin, String host) {
    assertThat(onLoopback.accepts(origin, host)).isTrue();
    assertThat(everywhere.accepts(origin, host)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "http://evil.example.com, localhost:5059",
    "http://evil.example.com:5059, localhost:5059",
    "http://localhost:8080, localhost:5059",
    "http://localhost, localhost:5059",
    "http://localhost:5059@evil.example.com, localhost:5059",
    "null, localhost:5059",
    "'', localhost:5059",
    "'', ''",
    "file://, localhost:5059",
    "'http://a b', localhost:5059"
  })
  void refusesOtherPages(String origin, String host) {
    assertThat(onLoopback.accepts(origin, host)).isFalse();
    assertThat(everywhere.accepts(origin, host)).isFalse();
  }

  @Test
  void refusesAForeignNameThatResolvesToTheLoopbackAddress() {
    String origin = "http://rebound.example.com:5059";

    assertThat(onLoopback.accepts(origin, "rebound.example.com:5059")).isFalse();
    assertThat(new Origins(ALLOWED, "127.0.0.1").accepts(origin, "rebound.example.com:5059"))
        .isFalse();
    assertThat(new Origins(ALLOWED, "::1").accepts(origin, "rebound.example.com:5059")).isFalse();
    assertThat(everywhere.accepts("http://pbx.example.com:5059", "pbx.example.com:5059")).isTrue();
  }

  @Test
  void letsInThePagesOfTheConfigurationAsTheyAreWritten() {
    assertThat(onLoopback.accepts("https://desk.example.com", "localhost:5059")).isTrue();
    assertThat(onLoopback.accepts("http://desk.example.com", "localhost:5059")).isFalse();
    assertThat(onLoopback.accepts("https://desk.example.com:8443", "localhost:5059")).isFalse();
    assertThat(onLoopback.accepts("https://a.desk.example.com", "localhost:5059")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "chrome-extension://aapbdbdomjkkjkaonf",
        "capacitor://localhost",
        "file://",
        "null"
      })
  void letsInWhatIsNoPageOfTheWebWhereItIsListed(String origin) {
    assertThat(onLoopback.accepts(origin, "localhost:5059")).isFalse();
    assertThat(new Origins(Set.of(origin), "localhost").accepts(origin, "localhost:5059")).isTrue();
  }

  @Test
  void refusesAPageOfItsOwnWithoutAHost() {
    assertThat(onLoopback.accepts("http://localhost:5059", null)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost:5059", "LOCALHOST", "127.0.0.1:5059", "[::1]:5059", "[::1]"})
  void takesTheNamesOfTheLoopbackAddressForItsOwn(String host) {
    assertThat(onLoopback.acceptsHost(host)).isTrue();
  }

  @Test
  void refusesForeignNamesOnTheLoopbackAddressOnly() {
    assertThat(onLoopback.acceptsHost("rebound.example.com:5059")).isFalse();
    assertThat(onLoopback.acceptsHost("localhost.example.com")).isFalse();
    assertThat(onLoopback.acceptsHost(null)).isFalse();
    assertThat(everywhere.acceptsHost("pbx.example.com:5059")).isTrue();
  }

  @Test
  void takesTheNameOfAConfiguredPageForItsOwn() {
    assertThat(onLoopback.acceptsHost("desk.example.com")).isTrue();
    assertThat(onLoopback.acceptsHost("desk.example.com:8443")).isFalse();
  }
}
