package io.callapi.client.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;

class ConnectionCountTest {

  private static InetAddress address(String text) throws UnknownHostException {
    return InetAddress.getByName(text);
  }

  @Test
  void countsANetworkOfIpv6AsOneAddress() throws Exception {
    ConnectionCount admission = new ConnectionCount(100, 2);

    assertThat(admission.tryEnter(address("2001:db8:0:1::1"))).isTrue();
    assertThat(admission.tryEnter(address("2001:db8:0:1::2"))).isTrue();
    assertThat(admission.tryEnter(address("2001:db8:0:1:ffff::3"))).isFalse();
    assertThat(admission.tryEnter(address("2001:db8:0:2::1"))).isTrue();
    assertThat(admission.connections()).isEqualTo(3);
  }

  @Test
  void countsTheConnectionsOfAReverseProxyForNoAddress() throws Exception {
    ConnectionCount admission = new ConnectionCount(3, 1);

    assertThat(admission.tryEnterForOthers()).isTrue();
    assertThat(admission.tryEnterForOthers()).isTrue();
    assertThat(admission.tryEnter(address("192.0.2.1"))).isTrue();
    assertThat(admission.tryEnterForOthers()).isFalse();
  }
}
