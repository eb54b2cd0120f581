package io.callapi.opensips;

import static org.assertj.core.api.Assertions.assertThat;

import io.callapi.opensips.recipe.ReferBy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReleaseTest {

  @ParameterizedTest
  @CsvSource({"3,1,3.2", "3,2,3.2", "3,4,3.2", "3,5,3.5", "3,6,3.5", "4,0,4.0", "5,1,4.0"})
  void isTheNewestThatAVersionBelongsTo(int major, int minor, String since) {
    assertThat(release(major, minor).since()).hasToString(since);
  }

  @Test
  void namesCommandsByTheirModuleFromFourOn() {
    assertThat(release(3, 6).nameOf("call_hold")).isEqualTo("call_hold");
    assertThat(release(4, 0).nameOf("call_hold")).isEqualTo("callops:hold");
  }

  /** The version is asked for before it is known, and a restart is noticed by uptime. */
  @ParameterizedTest
  @CsvSource({"3,2", "3,6", "4,0"})
  void namesWhatIsAskedOfAnyReleaseAlike(int major, int minor) {
    assertThat(release(major, minor).nameOf("version")).isEqualTo("version");
    assertThat(release(major, minor).nameOf("uptime")).isEqualTo("uptime");
  }

  @Test
  void knowsThePhonesAnswerToAReferFromThreeFiveOn() {
    assertThat(release(3, 4).referBy()).isEqualTo(ReferBy.CALL_TRANSFER);
    assertThat(release(3, 5).referBy()).isEqualTo(ReferBy.SEND_SEQUENTIAL);
    assertThat(release(4, 0).referBy()).isEqualTo(ReferBy.SEND_SEQUENTIAL);
  }

  private static Release release(int major, int minor) {
    return Release.of(new ProxyVersion(major, minor));
  }
}
