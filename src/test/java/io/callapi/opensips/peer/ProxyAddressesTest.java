package io.callapi.opensips.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.net.SocketAddress;
import io.vertx.junit5.VertxExtension;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class ProxyAddressesTest {

  @Test
  void knowsEachAddressOfTheProxyAndNoOther(Vertx vertx) throws Exception {
    ProxyAddresses proxy = lookUp(vertx, "203.0.113.1", "203.0.113.2");

    assertThat(proxy.isProxy(at("203.0.113.1"))).isTrue();
    assertThat(proxy.isProxy(at("203.0.113.2"))).isTrue();
    assertThat(proxy.isProxy(at("203.0.113.3"))).isFalse();
    assertThat(proxy.isProxy(at("127.0.0.1"))).isFalse();
  }

  @Test
  void knowsAnAddressHoweverItIsWritten(Vertx vertx) throws Exception {
    assertThat(lookUp(vertx, "2001:db8:0:0:0:0:0:1").isProxy(at("2001:db8::1"))).isTrue();
  }

  @Test
  void knowsAProxyOnThisMachineByAnyAddressOfIt(Vertx vertx) throws Exception {
    ProxyAddresses proxy = lookUp(vertx, "localhost");

    assertThat(NetworkInterface.networkInterfaces().flatMap(NetworkInterface::inetAddresses))
        .allMatch(
            address ->
                proxy.isProxy(SocketAddress.inetSocketAddress(new InetSocketAddress(address, 1))));
    assertThat(proxy.isProxy(at("203.0.113.3"))).isFalse();
  }

  @Test
  void knowsNobodyWhereTheProxyIsUnknown(Vertx vertx) throws Exception {
    assertThat(lookUp(vertx, "unknown.invalid").isProxy(at("127.0.0.1"))).isFalse();
  }

  private static ProxyAddresses lookUp(Vertx vertx, String... hosts) {
    ProxyAddresses addresses = new ProxyAddresses(vertx, List.of(hosts));
    addresses.lookUp().await();
    return addresses;
  }

  private static SocketAddress at(String address) throws UnknownHostException {
    return SocketAddress.inetSocketAddress(
        new InetSocketAddress(InetAddress.getAllByName(address)[0], 5060));
  }
}
