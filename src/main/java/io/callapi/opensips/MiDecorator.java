package io.callapi.opensips;

import io.callapi.opensips.mi.MiRequest;
import io.callapi.opensips.mi.MiTransport;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.function.Consumer;

/** What goes around a transport and changes its calls alone: it is as that is in all else. */
abstract class MiDecorator implements MiTransport {

  private final MiTransport transport;

  MiDecorator(MiTransport transport) {
    this.transport = transport;
  }

  final MiTransport transport() {
    return transport;
  }

  @Override
  public final boolean isOccupied() {
    return transport.isOccupied();
  }

  @Override
  public boolean isWaiting(String call) {
    return transport.isWaiting(call);
  }

  @Override
  public Duration patience() {
    return transport.patience();
  }

  @Override
  public final boolean isRoomy() {
    return transport.isRoomy();
  }

  @Override
  public final boolean isReliable() {
    return transport.isReliable();
  }

  @Override
  public final String trouble() {
    return transport.trouble();
  }

  @Override
  public final void onEcho(Consumer<MiRequest> ear) {
    transport.onEcho(ear);
  }

  @Override
  public final Future<Void> close() {
    return transport.close();
  }
}
