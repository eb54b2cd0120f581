package io.callapi.opensips;

import static org.assertj.core.api.Assertions.assertThat;

import io.callapi.opensips.dialog.DialogList;
import io.callapi.opensips.dialog.OwnContact;
import io.callapi.opensips.mi.MiRequest;
import io.callapi.opensips.mi.MiResult;
import io.callapi.opensips.mi.MiSettings;
import io.callapi.opensips.mi.MiTransport;
import io.callapi.opensips.mi.MiTransports;
import io.callapi.proxy.Dialog;
import io.callapi.simulator.HttpOptions;
import io.callapi.simulator.SimulatedOpenSips;
import io.callapi.simulator.SimulatorOptions;
import io.callapi.sip.SipUri;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.SocketAddress;
import io.vertx.junit5.Timeout;
import io.vertx.junit5.VertxExtension;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A proxy with many calls is read without an error, and soon. */
@ExtendWith(VertxExtension.class)
@Timeout(value = 2, timeUnit = TimeUnit.MINUTES)
class ManyDialogsIT {

  private static final OwnContact OWN = new OwnContact(new SipUri("sip:127.0.0.1"));
  private static final int MANY = 5000;
  private static final Duration DEADLINE = Duration.ofSeconds(5);

  private final SimulatedOpenSips proxy =
      new SimulatedOpenSips(SimulatorOptions.defaults().withHttp(HttpOptions.defaults()));
  private final List<Throwable> errors = new CopyOnWriteArrayList<>();
  private final List<MiRequest> requests = new CopyOnWriteArrayList<>();

  private Vertx vertx;

  @BeforeEach
  void placeCalls(Vertx vertx) {
    this.vertx = vertx;
    vertx.deployVerticle(proxy).await();
    SipUri alice = new SipUri("sip:alice@example.com");
    SipUri bob = new SipUri("sip:bob@example.com");
    Future.all(IntStream.range(0, MANY).mapToObj(i -> proxy.placeCall(alice, bob)).toList())
        .await();
  }

  @Test
  void overUdp() {
    reads("UDP", MiSettings.of(udp()));

    assertThat(requests).hasSizeGreaterThan(MANY / 50);
  }

  @Test
  void overHttp() {
    reads("HTTP", new MiSettings(null, http(), null, null));

    assertThat(requests).hasSizeLessThan(20);
  }

  @Test
  void overBoth() {
    reads("UDP and HTTP", new MiSettings(udp(), http(), null, null));

    assertThat(requests).hasSizeLessThan(20);
  }

  private SocketAddress udp() {
    return SocketAddress.inetSocketAddress(proxy.miPort(), "127.0.0.1");
  }

  private URI http() {
    return URI.create("http://127.0.0.1:" + proxy.httpPort() + "/mi");
  }

  private void reads(String transport, MiSettings settings) {
    OnContext loop = new OnContext(vertx);
    MiTransport mi = loop.await(() -> MiTransports.open(vertx, settings));
    DialogList list = new DialogList(request -> ask(mi, request), OWN, mi::isRoomy);
    long began = System.nanoTime();
    List<Dialog> dialogs = loop.await(list::all);
    long took = Duration.ofNanos(System.nanoTime() - began).toMillis();
    System.out.printf("%d dialogs over %s: %d ms%n", MANY, transport, took);

    assertThat(dialogs).hasSize(MANY);
    assertThat(errors).isEmpty();
  }

  private Future<MiResult> ask(MiTransport mi, MiRequest request) {
    requests.add(request);
    return mi.call(request, DEADLINE).onFailure(errors::add);
  }
}
