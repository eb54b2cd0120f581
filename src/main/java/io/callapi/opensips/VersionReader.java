package io.callapi.opensips;

import io.callapi.opensips.mi.MiException;
import io.callapi.opensips.mi.MiRequest;
import io.callapi.opensips.mi.MiResult;
import io.vertx.core.Future;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Knows the version of the proxy: asks once, and again after {@link #forget}. */
public final class VersionReader {

  private final Function<MiRequest, Future<MiResult>> mi;
  private @Nullable ProxyVersion known;

  /** Asks through this function. */
  public VersionReader(Function<MiRequest, Future<MiResult>> mi) {
    this.mi = mi;
  }

  /** The version, asked for unless it is known. */
  public Future<ProxyVersion> read() {
    return known != null ? Future.succeededFuture(known) : ask();
  }

  /** The release, asked for unless it is known. */
  Future<Release> release() {
    return read().map(Release::of);
  }

  /** What a command is called there: while the release is not known, as in 3.x. */
  String nameOf(String command) {
    return known == null ? command : Release.of(known).nameOf(command);
  }

  /** The proxy may be another one now. */
  void forget() {
    known = null;
  }

  private Future<ProxyVersion> ask() {
    return mi.apply(MiRequest.repeatable("version"))
        .map(result -> result.at("Server").text())
        .map(
            server ->
                ProxyVersion.parse(server)
                    .orElseThrow(() -> new MiException(500, "unknown version: " + server)))
        .onSuccess(version -> known = version);
  }
}
