package io.callapi.opensips.mi;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import java.net.URI;
import java.util.concurrent.TimeoutException;

/** Both transports side by side. */
class DualMiContractTest extends MiTransportContract {

  @Override
  OnLoop connect(Vertx vertx, FakeMi peer) throws TimeoutException {
    URI http = OnLoop.await(new FakeHttpMi(vertx, peer, new HttpServerOptions()).listen(0));
    MiSettings settings =
        new MiSettings(DatagramMiContractTest.listen(vertx, peer, "127.0.0.1"), http, null, null);
    return OnLoop.open(vertx, () -> MiTransports.open(vertx, settings));
  }

  @Override
  int longestText() {
    return 60_000;
  }
}
