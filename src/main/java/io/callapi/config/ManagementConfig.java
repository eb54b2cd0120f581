package io.callapi.config;

/**
 * The section {@code management}: where operators read figures and health.
 *
 * @param enabled whether there is such an address at all
 * @param port 0 for any free port
 */
public record ManagementConfig(boolean enabled, String host, int port) {

  /** Nothing is listened on, and nothing is counted. */
  public static final ManagementConfig NONE = new ManagementConfig(false, "localhost", 0);

  public ManagementConfig {
    new Checks().host("host", host).port("port", port).done();
  }

  static ManagementConfig read(Section section) {
    boolean enabled = section.read("enabled", Values::flag, true);
    String host = section.read("host", Values::text, "localhost");
    int port = section.read("port", Values::integer, 9059);
    return section.make(() -> new ManagementConfig(enabled, host, port)).orElse(NONE);
  }
}
