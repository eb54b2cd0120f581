package io.callapi;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeapShareTest {

  private static final long MB = 1024 * 1024;

  @ParameterizedTest(name = "heap {0} MB: {1} KiB unread, {2} KiB remembered")
  @CsvSource({
    "32, 1024, 1024",
    "64, 4096, 8192",
    "256, 28672, 57344",
    "544, 65536, 65536",
    "8192, 65536, 65536"
  })
  void isWhatIsConfiguredOrAPartOfTheHeapOver32MbAtMost(int heap, long unread, long remembered) {
    HeapShare share = new HeapShare(heap * MB);

    assertThat(share.unread(64 * MB) / 1024).isEqualTo(unread);
    assertThat(share.kept(64 * MB) / 1024).isEqualTo(unread);
    assertThat(share.remembered(64 * MB) / 1024).isEqualTo(remembered);
  }
}
