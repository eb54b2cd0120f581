package io.callapi.config;

import io.callapi.sip.SipUri;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One SIP proxy that this server steers.
 *
 * @param name its name in addresses and logs
 * @param sipUri where phones are sent to reach it
 * @param weight its share of the new calls, relative to the other proxies
 * @param maxRunningCommands null for no limit
 */
public record ProxyConfig(
    String name,
    MiConfig mi,
    SipUri sipUri,
    EventsConfig events,
    int weight,
    @Nullable Integer maxRunningCommands) {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");

  public ProxyConfig {
    new Checks()
        .require(
            NAME.matcher(name).matches(),
            "name",
            "must be 1 to 64 letters, digits, '-' or '_', not " + name)
        .range("weight", weight, 1, 1000)
        .range(
            "max_running_commands",
            maxRunningCommands == null ? 1 : maxRunningCommands,
            1,
            1_000_000)
        .done();
  }
}
