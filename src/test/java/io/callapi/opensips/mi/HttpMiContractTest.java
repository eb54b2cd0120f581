package io.callapi.opensips.mi;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import java.net.URI;
import java.util.concurrent.TimeoutException;

/** The transport over HTTP. */
class HttpMiContractTest extends MiTransportContract {

  @Override
  OnLoop connect(Vertx vertx, FakeMi peer) throws TimeoutException {
    URI address = OnLoop.await(new FakeHttpMi(vertx, peer, new HttpServerOptions()).listen(0));
    MiSettings settings = new MiSettings(null, address, null, null);
    return OnLoop.open(vertx, () -> MiTransports.open(vertx, settings));
  }

  @Override
  int longestText() {
    return 300_000;
  }
}
