package io.callapi.live;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.net.SocketAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * A phone for each entry of {@link PhoneCatalogue}, all behind one proxy: {@code alice}, {@code
 * bob}, {@code carol} and {@code dave} answer and do as they are asked, the others each have one
 * bad habit.
 *
 * <p>The ports are the system's choice; ask a phone for its URI.
 */
public final class PhoneFarm implements AutoCloseable {

  private static final long START_SECONDS = 10;
  private static final Duration CALL_PATIENCE = Duration.ofSeconds(10);

  private final Vertx vertx;
  private final Context context;
  private final Map<String, Phone> phones = new LinkedHashMap<>();

  private PhoneFarm(SocketAddress proxy) {
    vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    context = vertx.getOrCreateContext();
    PhoneCatalogue.phones().forEach((name, behaviour) -> add(name, behaviour, proxy));
  }

  private void add(String name, PhoneBehaviour behaviour, SocketAddress proxy) {
    phones.put(name, new Phone(behaviour, new PhoneLine(vertx, name, behaviour, proxy)));
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

  /** The URI of a phone with another user part, such as a telephone number: it takes any. */
  String uriAs(String name, String user) {
    return uri(name).replace("sip:" + name + "@", "sip:" + user + "@");
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

  /** Hangs up at that phone. */
  Future<Void> hangUp(String name, String callId) {
    return run(() -> phone(name).hangUp(callId));
  }

  /** Has a phone cancel the calls it places and that are not answered yet. */
  Future<Void> giveUp(String name) {
    return run(() -> phone(name).giveUp());
  }

  /** Registers a phone at the proxy under its name; gives the status of the answer. */
  Future<Integer> register(String name) {
    return register(name, name);
  }

  /** Registers a phone at the proxy as one of that user's; gives the status of the answer. */
  Future<Integer> register(String name, String user) {
    return run(() -> phone(name).register(user));
  }

  /** A phone puts a call on hold, or takes it off, by an offer of media of that direction. */
  Future<Void> offer(String name, String callId, String direction) {
    return run(() -> phone(name).offer(phone(name).dialog(callId).orElseThrow(), direction));
  }

  /** The names of the phones that are in the call, in alphabetical order. */
  List<String> parties(String callId) {
    return phones.values().stream()
        .filter(phone -> phone.dialog(callId).isPresent())
        .map(Phone::name)
        .sorted()
        .toList();
  }

  /** Waits until two phones are in a call with each other. */
  void awaitCallBetween(String one, String other) {
    Patience.await(
        one + " and " + other + " talk",
        CALL_PATIENCE,
        () -> phone(one).dialogs().stream().anyMatch(call -> isIn(other, call)));
  }

  private boolean isIn(String name, PhoneDialog call) {
    return phone(name).dialog(call.callId()).isPresent();
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
