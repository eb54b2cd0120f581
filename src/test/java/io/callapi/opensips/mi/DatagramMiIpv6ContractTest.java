package io.callapi.opensips.mi;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.Inet6Address;
import java.net.NetworkInterface;
import java.net.SocketException;
import org.junit.jupiter.api.BeforeAll;

/** The transport over UDP and IPv6. */
class DatagramMiIpv6ContractTest extends DatagramMiContractTest {

  @BeforeAll
  static void needsIpv6() throws SocketException {
    assumeTrue(hasIpv6(), "this machine has no IPv6");
  }

  private static boolean hasIpv6() throws SocketException {
    return NetworkInterface.networkInterfaces()
        .flatMap(NetworkInterface::inetAddresses)
        .anyMatch(address -> address instanceof Inet6Address && address.isLoopbackAddress());
  }

  @Override
  String host() {
    return "::1";
  }
}
