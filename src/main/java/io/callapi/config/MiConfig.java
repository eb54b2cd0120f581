package io.callapi.config;

import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The section {@code mi}: how to reach the management interface of the proxy, over UDP, HTTP or
 * both.
 *
 * @param url the UDP socket, null for HTTP alone
 * @param httpUrl the HTTP address, null for UDP alone
 * @param timeout how long to wait for a reply
 * @param inviteTimeout the same, for requests that wait for a phone to answer
 * @param referTimeout the same, for requests that a phone answers by itself, such as a REFER
 * @param flow how many requests may be under way, and wait
 */
public record MiConfig(
    @Nullable HostPort url,
    @Nullable URI httpUrl,
    @Nullable String httpUser,
    @Nullable String httpPassword,
    Duration timeout,
    Duration inviteTimeout,
    Duration referTimeout,
    FlowConfig flow) {

  /** With the usual limits. */
  public MiConfig(
      @Nullable HostPort url,
      @Nullable URI httpUrl,
      @Nullable String httpUser,
      @Nullable String httpPassword,
      Duration timeout,
      Duration inviteTimeout,
      Duration referTimeout) {
    this(
        url,
        httpUrl,
        httpUser,
        httpPassword,
        timeout,
        inviteTimeout,
        referTimeout,
        FlowConfig.defaults());
  }

  public MiConfig {
    new Checks()
        .require(url != null || httpUrl != null, "url", "must be given, or http_url")
        .require(httpUser == null || httpUrl != null, "http_user", "needs http_url beside it")
        .require(
            httpPassword == null || httpUser != null, "http_password", "needs http_user beside it")
        .require(httpUser == null || httpPassword != null, "http_user", "needs http_password")
        .duration("timeout", timeout, Duration.ofMillis(10))
        .duration("invite_timeout", inviteTimeout, Duration.ofMillis(10))
        .duration("refer_timeout", referTimeout, Duration.ofMillis(10))
        .done();
  }

  /** The proxy's host, of the UDP socket if there is one; IPv6 without brackets. */
  public String host() {
    return url != null ? url.host() : bare(Objects.requireNonNull(httpUrl).getHost());
  }

  private static String bare(String host) {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  /** Without the password: this text ends up in logs. */
  @Override
  public String toString() {
    return "MiConfig[url=" + url + ", httpUrl=" + httpUrl + "]";
  }
}
