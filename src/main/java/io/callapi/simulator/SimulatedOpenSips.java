package io.callapi.simulator;

import io.callapi.sip.CallId;
import io.callapi.sip.Leg;
import io.callapi.sip.SipUri;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.datagram.DatagramSocket;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An OpenSIPS with phones, inside this program: its management interface and its events are on real
 * sockets, its calls are in memory.
 *
 * <p>It has an event loop of its own, as a proxy is a process of its own: it neither waits for the
 * server's loops nor makes them wait. Once deployed, its methods can be called from any thread.
 */
public final class SimulatedOpenSips extends VerticleBase {

  private final SimulatorOptions options;
  private @Nullable OwnLoop ownLoop;
  private @Nullable ProxyParts parts;
  private @Nullable MiServer server;
  private @Nullable HttpMiServer httpServer;

  public SimulatedOpenSips(SimulatorOptions options) {
    this.options = options;
  }

  /** Vert.x takes it for a mistake when another Vert.x is made on one of its threads. */
  @Override
  public Future<?> start() {
    return Future.fromCompletionStage(
            CompletableFuture.supplyAsync(SimulatedOpenSips::newVertx), context)
        .compose(this::start);
  }

  private static Vertx newVertx() {
    return Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
  }

  private Future<?> start(Vertx own) {
    OwnLoop made = new OwnLoop(own, own.getOrCreateContext());
    ownLoop = made;
    return made.call(() -> open(made)).recover(failure -> closed(own, failure));
  }

  private static <T> Future<T> closed(Vertx own, Throwable failure) {
    return own.close().transform(done -> Future.failedFuture(failure));
  }

  private Future<Void> open(OwnLoop own) {
    DatagramSocket socket = MiServer.createSocket(own.vertx());
    ProxyParts made = new ProxyParts(options, own.context(), socket);
    parts = made;
    return MiServer.listen(socket, options, made.worker, made.dispatcher, made.log)
        .onSuccess(listening -> server = listening)
        .compose(listening -> listenOnHttp(own.vertx(), made))
        .onSuccess(listening -> made.worker.change(made::begin))
        .mapEmpty();
  }

  @Override
  public Future<?> stop() {
    started().worker.forgetAll();
    return ownLoop().vertx().close(); // and with it the sockets
  }

  /** What the simulated proxy runs on. */
  private record OwnLoop(Vertx vertx, Context context) {

    /** Does something there; what comes of it comes on the loop of whoever asks. */
    <T> Future<T> call(Supplier<Future<T>> action) {
      Promise<T> result = Promise.promise();
      context.runOnContext(
          now -> Future.succeededFuture().compose(ready -> action.get()).onComplete(result));
      return result.future();
    }
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
    ownLoop().context().runOnContext(now -> started().worker.resume());
  }

  /** Restarts the proxy: calls, subscriptions and pending requests are lost. */
  public void restart() {
    started().worker.change(started()::restart);
  }

  /** Whether requests are answered; those that are not are carried out all the same. */
  public void answerMi(boolean answer) {
    started().worker.change(() -> started().log.answer(answer));
  }

  private Future<?> listenOnHttp(Vertx own, ProxyParts made) {
    if (options.http().isEmpty() || made.http.isEmpty()) {
      return Future.succeededFuture();
    }
    return HttpMiServer.listen(own, options.host(), options.http().get(), made.http.get())
        .onSuccess(listening -> httpServer = listening);
  }

  private <T> Future<T> perform(Supplier<Future<T>> action) {
    Promise<T> result = Promise.promise();
    ownLoop()
        .context()
        .runOnContext(now -> started().worker.run(() -> action.get().onComplete(result)));
    return result.future();
  }

  private OwnLoop ownLoop() {
    OwnLoop made = ownLoop;
    if (made == null) {
      throw notStarted();
    }
    return made;
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
