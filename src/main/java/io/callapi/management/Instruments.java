package io.callapi.management;

import io.callapi.client.ClientFigures;
import io.callapi.command.CommandMeters;
import io.callapi.proxy.ProxyLoad;
import io.callapi.proxy.ProxyMeters;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/** What units are given to count with. */
public interface Instruments {

  /** For a server that nobody watches. */
  Instruments NONE = new Instruments() {};

  default CommandMeters commands() {
    return CommandMeters.NONE;
  }

  default ProxyMeters proxy(String name) {
    return ProxyMeters.NONE;
  }

  /** Shows how many commands run on each proxy. */
  default void watch(List<String> proxies, ProxyLoad load) {}

  /** Shows for how long the certificate of the server is valid. */
  default void watchCertificate(Supplier<Instant> expiry) {}

  /** Shows what clients take up. */
  default void watch(ClientFigures clients) {}
}
