package io.callapi.opensips;

import io.callapi.opensips.mi.MiRequest;
import io.callapi.opensips.mi.MiResult;
import io.callapi.opensips.mi.MiTransport;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.function.UnaryOperator;

/** A transport on which each command goes by the name that it has in the proxy's release. */
final class NamedMi extends MiDecorator {

  private final UnaryOperator<String> names;

  /**
   * @param names what a command is called there, by what it is called in 3.x
   */
  NamedMi(MiTransport transport, UnaryOperator<String> names) {
    super(transport);
    this.names = names;
  }

  @Override
  public Future<MiResult> call(MiRequest request, Duration deadline) {
    return transport().call(request.saidAs(names.apply(request.method())), deadline);
  }
}
