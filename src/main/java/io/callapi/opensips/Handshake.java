package io.callapi.opensips;

import io.callapi.opensips.mi.MiException;
import io.callapi.opensips.mi.MiRequest;
import io.callapi.opensips.mi.MiResult;
import io.vertx.core.Future;
import java.util.function.Function;

/** Proves step by step that a proxy can be worked with. */
public final class Handshake {

  private final Function<MiRequest, Future<MiResult>> mi;
  private final VersionReader version;
  private final Subscriptions subscriptions;
  private final EventProbe probe;

  Handshake(
      Function<MiRequest, Future<MiResult>> mi,
      VersionReader version,
      Subscriptions subscriptions,
      EventProbe probe) {
    this.mi = mi;
    this.version = version;
    this.subscriptions = subscriptions;
    this.probe = probe;
  }

  /**
   * Goes through all steps.
   *
   * @return since when the proxy has been running; fails with the {@link LinkProblem} of the first
   *     step that does
   */
  Future<String> run() {
    version.forget();
    return subscriptions
        .checkSink()
        .compose(ready -> version.read())
        .compose(Handshake::checkVersion)
        .compose(known -> subscriptions.checkEvents())
        .compose(known -> subscriptions.renew())
        .compose(subscribed -> probe.prove())
        .compose(proven -> upSince(mi))
        .recover(failure -> Future.failedFuture(inWords(failure)));
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
