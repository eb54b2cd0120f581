package io.callapi.live;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.net.SocketAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * A phone for each {@link PhoneBehaviour}, all behind one proxy: {@code alice}, {@code bob}, {@code
 * carol} and {@code dave} answer and do as they are asked, the others each have one bad habit.
 *
 * <p>The ports are the system's choice; ask a phone for its URI.
 */
public final class PhoneFarm implements AutoCloseable {

  private static final long START_SECONDS = 10;

  private final Vertx vertx;
  private final Context context;
  private final Map<String, Phone> phones = new LinkedHashMap<>();

  private PhoneFarm(SocketAddress proxy) {
    vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    context = vertx.getOrCreateContext();
    PhoneBehaviour.PHONES.forEach(name -> phones.put(name, new Phone(vertx, name, proxy)));
  }

  /** Starts the phones; they are ready on return. */
  public static PhoneFarm start(String proxyHost, int proxyPort) throws TimeoutException {
    PhoneFarm farm = new PhoneFarm(SocketAddress.inetSocketAddress(proxyPort, proxyHost));
    farm.run(() -> Future.all(farm.phones.values().stream().map(Phone::start).toList()))
        .await(START_SECONDS, TimeUnit.SECONDS);
    return farm;
  }

  Phone phone(String name) {
    return Optional.ofNullable(phones.get(name))
        .orElseThrow(() -> new IllegalArgumentException("no phone " + name));
  }

  /** The URI of a phone. */
  public String uri(String name) {
    return phone(name).uri();
  }

  /**
   * Places a call.
   *
   * @param from a phone of the farm
   * @param to a phone of the farm, or a SIP URI
   * @return the Call-ID, once answered; or a {@link CallRefusedException}
   */
  Future<String> call(String from, String to) {
    String uri = to.startsWith("sip:") ? to : uri(to);
    return run(() -> phone(from).call(uri));
  }

  /** Hangs up at the side of whoever placed the call, if that is a phone, else at the other. */
  Future<Void> hangUp(String callId) {
    Optional<Phone> caller =
        phones.values().stream()
            .filter(phone -> phone.dialog(callId).filter(PhoneDialog::isCaller).isPresent())
            .findFirst();
    Optional<Phone> anyone =
        phones.values().stream().filter(phone -> phone.dialog(callId).isPresent()).findFirst();
    return caller
        .or(() -> anyone)
        .map(phone -> run(() -> phone.hangUp(callId)))
        .orElseGet(() -> Future.failedFuture("no phone is in call " + callId));
  }

  /** Has a phone cancel the calls it places and that are not answered yet. */
  Future<Void> giveUp(String name) {
    return run(() -> phone(name).giveUp());
  }

  /** Registers a phone at the proxy; gives the status of the answer. */
  Future<Integer> register(String name) {
    return run(() -> phone(name).register());
  }

  /** The calls of each phone; phones without any are left out. */
  Map<String, List<PhoneDialog>> dialogs() {
    return phones.values().stream()
        .filter(phone -> !phone.dialogs().isEmpty())
        .collect(Collectors.toMap(Phone::name, Phone::dialogs));
  }

  /** Drops all calls and recordings of all phones without a word to anyone. */
  public void forget() {
    phones.values().forEach(Phone::forget);
  }

  private <T> Future<T> run(Supplier<Future<T>> action) {
    Promise<T> done = Promise.promise();
    context.runOnContext(start -> action.get().onComplete(done));
    return done.future();
  }

  @Override
  public void close() {
    vertx.close().await();
  }
}
