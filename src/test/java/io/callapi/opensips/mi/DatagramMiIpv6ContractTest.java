package io.callapi.opensips.mi;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.BeforeAll;

/** The transport over UDP and IPv6. */
class DatagramMiIpv6ContractTest extends DatagramMiContractTest {

  @BeforeAll
  static void needsIpv6() {
    assumeTrue(hasIpv6(), "this machine has no IPv6");
  }

  private static boolean hasIpv6() {
    try (DatagramSocket probe = new DatagramSocket(null)) {
      probe.bind(new InetSocketAddress(InetAddress.getByName("::1"), 0));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  String host() {
    return "::1";
  }
}
