package io.callapi.opensips;

import io.callapi.opensips.mi.MiException;
import io.callapi.opensips.mi.MiRequest;
import io.callapi.opensips.mi.MiResult;
import io.vertx.core.Future;
import java.util.function.Function;

/** Proves step by step that a proxy can be worked with. */
public final class Handshake {

  private static final int MOST_RESTARTS = 3;

  private final Function<MiRequest, Future<MiResult>> mi;
  private final VersionReader version;
  private final EventSubscriptions subscriptions;
  private final EventProbe probe;

  Handshake(
      Function<MiRequest, Future<MiResult>> mi,
      VersionReader version,
      EventSubscriptions subscriptions,
      EventProbe probe) {
    this.mi = mi;
    this.version = version;
    this.subscriptions = subscriptions;
    this.probe = probe;
  }

  /**
   * What has been proven.
   *
   * @param upSince since when the proxy has been running
   * @param trouble what is wrong with the way of events, in a sentence; empty if nothing is
   */
  record Proof(String upSince, String trouble) {}

  /**
   * Goes through all steps; fails with the {@link LinkProblem} of the first step that does.
   *
   * <p>Since a proxy that is restarted in the middle has lost what the first steps have set up, all
   * are done by one that has been running since before the first.
   */
  Future<Proof> run() {
    return run(MOST_RESTARTS).recover(failure -> Future.failedFuture(inWords(failure)));
  }

  private Future<Proof> run(int tries) {
    version.forget(); // and with it the names of the commands
    return subscriptions
        .checkSink()
        .compose(ready -> upSince())
        .compose(before -> prepare().map(trouble -> new Proof(before, trouble)))
        .compose(proof -> upSince().compose(after -> unlessRestarted(proof, after, tries)));
  }

  private Future<String> prepare() {
    return version
        .read()
        .compose(Handshake::checkVersion)
        .compose(known -> subscriptions.checkEvents())
        .compose(known -> proveEvents());
  }

  private Future<Proof> unlessRestarted(Proof proof, String after, int tries) {
    if (proof.upSince().equals(after)) {
      return Future.succeededFuture(proof);
    }
    return tries > 1
        ? run(tries - 1)
        : Future.failedFuture(new LinkProblem("The proxy restarts again and again"));
  }

  /**
   * Renews the subscriptions, and proves that events arrive.
   *
   * @return as {@link EventProbe#prove}
   */
  Future<String> proveEvents() {
    return subscriptions.renew().compose(listed -> probe.prove(subscriptions.transports()));
  }

  /** Ends the subscriptions. */
  Future<Void> undo() {
    return subscriptions.end();
  }

  Future<String> upSince() {
    return upSince(mi);
  }

  /** Since when the proxy has been running, as it says itself. */
  public static Future<String> upSince(Function<MiRequest, Future<MiResult>> mi) {
    return mi.apply(MiRequest.repeatable("uptime")).map(result -> result.at("Up since").text());
  }

  private static Future<ProxyVersion> checkVersion(ProxyVersion version) {
    return version.isAtLeast(Release.OLDEST)
        ? Future.succeededFuture(version)
        : Future.failedFuture(
            new LinkProblem(
                "OpenSIPS %s is too old: %s or later is needed"
                    .formatted(version, Release.OLDEST)));
  }

  private static Throwable inWords(Throwable failure) {
    return failure instanceof MiException refusal
        ? new LinkProblem("OpenSIPS refuses what is needed: " + refusal.getMessage())
        : failure;
  }
}
