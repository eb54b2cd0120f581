package io.callapi.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.callapi.opensips.mi.MiException;
import io.callapi.opensips.mi.MiRequest;
import io.callapi.opensips.mi.MiResult;
import io.callapi.opensips.mi.MiSettings;
import io.callapi.opensips.mi.MiTransport;
import io.callapi.opensips.mi.MiTransports;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.SocketAddress;
import io.vertx.junit5.VertxExtension;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The ways to the management interface, each with a real one at its end. */
@LiveProxy
@ExtendWith(VertxExtension.class)
class LiveTransportsIT {

  private static final Duration LONG = Duration.ofSeconds(15);
  private static final int MORE_THAN_A_DATAGRAM_HOLDS = 90;

  private OpenSipsProcess proxy;
  private PhoneFarm phones;
  private Vertx vertx;
  private Context context;

  @BeforeEach
  void takeOver(OpenSipsProcess proxy, PhoneFarm phones, Vertx vertx) {
    this.proxy = proxy;
    this.phones = phones;
    this.vertx = vertx;
    this.context = vertx.getOrCreateContext();
  }

  @Test
  void readsOverHttp() throws Exception {
    MiTransport mi = open(new MiSettings(null, http(), null, null));
    String callId = phones.phone("alice").call(phones.uri("bob")).await();

    assertThat(call(mi, MiRequest.once("version")).at("Server").text()).startsWith("OpenSIPS");
    assertThat(call(mi, MiRequest.once("which")).items()).hasSizeGreaterThan(20);
    assertThat(call(mi, MiRequest.once("dlg_list").with("callid", callId)).at("Dialog").value())
        .isNotNull();
  }

  @Test
  void isToldOfARefusalOverHttp() throws Exception {
    MiTransport mi = open(new MiSettings(null, http(), null, null));

    assertThatThrownBy(() -> call(mi, MiRequest.once("dlg_list").with("callid", "none")))
        .isInstanceOf(MiException.class)
        .hasMessageContaining("404 ");
    assertThatThrownBy(() -> call(mi, MiRequest.once("no_such_command")))
        .isInstanceOf(MiException.class)
        .hasMessageContaining("-32601");
  }

  @Test
  void isToldOfAPathThatIsNone() throws Exception {
    MiTransport mi = open(new MiSettings(null, http().resolve("/other"), null, null));

    assertThatThrownBy(() -> call(mi, MiRequest.once("version")))
        .isInstanceOf(MiException.class)
        .hasMessageContaining("HTTP 4");
  }

  @Test
  void listsMoreCallsThanADatagramHolds() throws Exception {
    List<String> calls = new ArrayList<>();
    for (int i = 0; i < MORE_THAN_A_DATAGRAM_HOLDS; i++) {
      calls.add(phones.phone("alice").call(phones.uri("bob")).await());
    }
    MiTransport both = open(new MiSettings(udp(), http(), null, null));
    MiTransport datagrams = open(MiSettings.of(udp()));

    assertThat(call(both, MiRequest.once("dlg_list")).at("Dialogs").items())
        .hasSizeGreaterThanOrEqualTo(MORE_THAN_A_DATAGRAM_HOLDS);
    assertThatThrownBy(() -> call(datagrams, MiRequest.once("dlg_list")))
        .hasMessageContaining("500 Internal error");
    calls.forEach(call -> proxy.mi("dlg_end_dlg", JsonObject.of("dialog_id", call)));
    // Ended ones are listed for some seconds; whoever cleans up after this test lists by UDP.
    await()
        .ignoreExceptions()
        .until(() -> call(datagrams, MiRequest.once("dlg_list")).value() != null);
  }

  @Test
  void readsListsWhileAPhoneRings() throws Exception {
    MiTransport mi = open(new MiSettings(udp(), http(), null, null));
    Future<MiResult> ringing = start(mi, invite("noanswer"));
    await().until(() -> phones.phone("noanswer").hasReceived("INVITE", "ring-noanswer"));

    assertThat(call(mi, MiRequest.once("dlg_list")).at("Dialogs").items()).isNotEmpty();
    assertThat(ringing.isComplete()).isFalse();
    call(mi, MiRequest.once("t_uac_cancel").with("callid", "ring-noanswer").with("cseq", "1"));
    assertThat(ringing.await().at("Status").text()).isEqualTo("487 Request Terminated");
  }

  @Test
  void waitsForAnInviteOverHttpAlone() throws Exception {
    MiTransport mi = open(new MiSettings(null, http(), null, null));
    Future<MiResult> silent = start(mi, invite("silent"));
    Future<MiResult> version = start(mi, MiRequest.once("version"));

    assertThat(version.await().at("Server").text()).startsWith("OpenSIPS");
    assertThat(silent.isComplete()).isTrue();
    assertThat(silent.result().at("Status").text()).isEqualTo("408 Request Timeout");
  }

  private MiRequest invite(String phone) {
    String headers =
        "From: <sip:call-api@%s>\r\nTo: <%s>\r\nContact: <sip:call-api@%s>\r\n"
            .formatted(proxy.host(), phones.uri(phone), proxy.host());
    return MiRequest.once("t_uac_dlg")
        .with("method", "INVITE")
        .with("ruri", phones.uri(phone))
        .with("next_hop", proxy.sipUri())
        .with("headers", headers + "CSeq: 1 INVITE\r\nCall-ID: ring-" + phone + "\r\n");
  }

  private SocketAddress udp() {
    return SocketAddress.inetSocketAddress(proxy.miPort(), proxy.host());
  }

  private URI http() {
    return URI.create("http://" + proxy.host() + ":" + proxy.httpPort() + "/mi");
  }

  private MiTransport open(MiSettings settings) throws TimeoutException {
    return on(() -> MiTransports.open(vertx, settings)).await(5, TimeUnit.SECONDS);
  }

  private MiResult call(MiTransport mi, MiRequest request) throws TimeoutException {
    return start(mi, request).await(LONG.toSeconds(), TimeUnit.SECONDS);
  }

  private Future<MiResult> start(MiTransport mi, MiRequest request) {
    return on(() -> mi.call(request, LONG));
  }

  private <T> Future<T> on(Supplier<Future<T>> action) {
    Promise<T> done = Promise.promise();
    context.runOnContext(now -> action.get().onComplete(done));
    return done.future();
  }
}
