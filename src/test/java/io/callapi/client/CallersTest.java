package io.callapi.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.callapi.net.AddressRange;
import io.vertx.core.MultiMap;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallersTest {

  private static final List<AddressRange> PROXIES =
      List.of(AddressRange.parse("10.0.0.0/8"), AddressRange.parse("fd00::/8"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
      10.0.0.1  | 192.0.2.7                       | 192.0.2.7
      10.0.0.1  | 192.0.2.7:41234                 | 192.0.2.7
      10.0.0.1  | 2001:db8::7                     | 2001:db8:0:0:0:0:0:7
      10.0.0.1  | [2001:db8::7]:41234             | 2001:db8:0:0:0:0:0:7
      10.0.0.1  | 198.51.100.1, 192.0.2.7         | 192.0.2.7
      10.0.0.1  | 192.0.2.7, 10.0.0.2             | 192.0.2.7
      fd00::1   | 192.0.2.7                       | 192.0.2.7
      10.0.0.1  | 10.0.0.3, 10.0.0.2              | 10.0.0.3
      10.0.0.1  | unknown                         | 10.0.0.1
      10.0.0.1  | 192.0.2.7, unknown              | 10.0.0.1
      10.0.0.1  | ''                              | 10.0.0.1
      10.0.0.1  | example.com                     | 10.0.0.1
      192.0.2.9 | 198.51.100.1                    | 192.0.2.9
      """)
  void areWhereATrustedProxySaysTheyAre(String peer, String header, String expected)
      throws Exception {
    MultiMap headers = MultiMap.caseInsensitiveMultiMap().add("X-Forwarded-For", header);

    assertThat(new Callers(PROXIES, false).of(InetAddress.getByName(peer), headers))
        .isEqualTo(InetAddress.getByName(expected));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
      for=192.0.2.7;proto=https;by=10.0.0.1                | 192.0.2.7
      For="[2001:db8::7]:41234"                            | 2001:db8:0:0:0:0:0:7
      proto=https; for="192.0.2.7:1"                       | 192.0.2.7
      for=198.51.100.1, for=192.0.2.7                      | 192.0.2.7
      for=_hidden                                          | 10.0.0.1
      for=unknown                                          | 10.0.0.1
      """)
  void areReadAsTheStandardSays(String header, String expected) throws Exception {
    MultiMap headers = MultiMap.caseInsensitiveMultiMap().add("Forwarded", header);

    assertThat(new Callers(PROXIES, true).of(InetAddress.getByName("10.0.0.1"), headers))
        .isEqualTo(InetAddress.getByName(expected));
  }

  @ParameterizedTest
  @CsvSource({"true, X-Forwarded-For, 192.0.2.7", "false, Forwarded, for=192.0.2.7"})
  void areNotReadFromAHeaderThatTheProxyDoesNotWrite(boolean standard, String name, String text)
      throws Exception {
    InetAddress proxy = InetAddress.getByName("10.0.0.1");
    MultiMap headers = MultiMap.caseInsensitiveMultiMap().add(name, text);

    assertThat(new Callers(PROXIES, standard).of(proxy, headers)).isEqualTo(proxy);
  }
}
