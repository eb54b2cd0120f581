package io.callapi.simulator;

import io.callapi.sip.CallId;
import io.callapi.sip.Leg;
import io.callapi.sip.SipUri;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.datagram.DatagramSocket;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An OpenSIPS with phones, inside this program: its management interface and its events are on real
 * sockets, its calls are in memory.
 *
 * <p>Once deployed, its methods can be called from any thread.
 */
public final class SimulatedOpenSips extends VerticleBase {

  private final SimulatorOptions options;
  private @Nullable ProxyParts parts;
  private @Nullable MiServer server;
  private @Nullable HttpMiServer httpServer;

  public SimulatedOpenSips(SimulatorOptions options) {
    this.options = options;
  }

  @Override
  public Future<?> start() {
    DatagramSocket socket = MiServer.createSocket(vertx);
    ProxyParts made = new ProxyParts(options, context, socket);
    parts = made;
    return MiServer.listen(socket, options, made.worker, made.dispatcher, made.log)
        .onSuccess(listening -> server = listening)
        .compose(listening -> listenOnHttp(made));
  }

  @Override
  public Future<?> stop() {
    started().worker.forgetAll();
    return Future.succeededFuture(); // Vert.x closes the sockets of a verticle itself
  }

  /** The port of the management interface. */
  public int miPort() {
    MiServer listening = server;
    if (listening == null) {
      throw notStarted();
    }
    return listening.port();
  }

  /** The port of the management interface over HTTP. */
  public int httpPort() {
    HttpMiServer listening = httpServer;
    if (listening == null) {
      throw notStarted();
    }
    return listening.port();
  }

  /** One phone calls another; the Call-ID comes when the callee has answered. */
  public Future<CallId> placeCall(SipUri from, SipUri to) {
    return placeCall(from, to, started().phones.newCallId());
  }

  /**
   * One phone calls another, with that Call-ID.
   *
   * @return fails with a {@link CallRefusedException} if the callee does not answer
   */
  public Future<CallId> placeCall(SipUri from, SipUri to, CallId callId) {
    return perform(() -> started().phones.placeCall(from, to, callId));
  }

  /** The phone at that end of the call hangs up. */
  public Future<Void> hangUp(CallId callId, Leg leg) {
    return perform(() -> started().phones.hangUp(callId, leg));
  }

  /** The calls that have not ended. */
  public List<SimulatedCall> dialogs() {
    return started().worker.read(started().phones::calls);
  }

  /** How many phones are in a call with nobody, having answered at the same time as another. */
  public int silentPhones() {
    return started().worker.read(started().phones::silentPhones);
  }

  /** The sockets that receive events now, each with the event's name: {@code E_… udp:…}. */
  public List<String> subscribers() {
    return started().worker.read(() -> started().subscriptions.live()).stream()
        .map(subscription -> subscription.event() + " " + subscription.socket().text())
        .sorted()
        .toList();
  }

  /** The text of every request of the management interface so far, the latest 10,000 of them. */
  public List<String> messagesReceived() {
    return started().worker.read(started().log::messages);
  }

  /** How many events sent over TCP have not been answered within a second, in reliable mode. */
  public int unansweredEvents() {
    return started().worker.read(started().streams::unanswered);
  }

  /** Stops the proxy as a signal would: nothing is handled until {@link #resume}. */
  public void pause() {
    started().worker.pause();
  }

  /** Goes on with what has arrived and fallen due in the meantime. */
  public void resume() {
    context.runOnContext(now -> started().worker.resume());
  }

  /** Restarts the proxy: calls, subscriptions and pending requests are lost. */
  public void restart() {
    started().worker.change(started()::restart);
  }

  /** Whether requests are answered; those that are not are carried out all the same. */
  public void answerMi(boolean answer) {
    started().worker.change(() -> started().log.answer(answer));
  }

  private Future<?> listenOnHttp(ProxyParts made) {
    if (options.http().isEmpty() || made.http.isEmpty()) {
      return Future.succeededFuture();
    }
    return HttpMiServer.listen(vertx, options.host(), options.http().get(), made.http.get())
        .onSuccess(listening -> httpServer = listening);
  }

  private <T> Future<T> perform(Supplier<Future<T>> action) {
    Promise<T> result = Promise.promise();
    context.runOnContext(now -> started().worker.run(() -> action.get().onComplete(result)));
    return result.future();
  }

  private ProxyParts started() {
    ProxyParts made = parts;
    if (made == null) {
      throw notStarted();
    }
    return made;
  }

  private static IllegalStateException notStarted() {
    return new IllegalStateException("the simulator has not been started");
  }
}
