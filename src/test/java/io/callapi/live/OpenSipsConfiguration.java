package io.callapi.live;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a test changes in {@code conf/opensips.cfg}, the file that operators get: the ports, the
 * modules' folder, and timers short enough to wait for. All that is optional there is enabled.
 */
record OpenSipsConfiguration(
    int sipPort,
    int miPort,
    int httpPort,
    int silenceSeconds,
    int ringingSeconds,
    Map<String, String> faults) {

  private static final Path TEMPLATE = Path.of("conf", "opensips.cfg");
  // OpenSIPS 3.4 has no limit of its own there.
  private static final String LATER_PARAMETER = "receive_buf_size";
  // Below the range from which the system takes the ports of clients.
  private static final int LOWEST_PORT = 20_000;
  private static final int HIGHEST_PORT = 32_000;
  private static final Duration PORTS_PATIENCE = Duration.ofSeconds(10);
  private static final int SILENCE_SECONDS = 2;
  private static final int RINGING_SECONDS = 6;

  /** Free ports, 2 seconds until a silent phone is given up, 6 until one that rings. */
  static OpenSipsConfiguration onFreePorts() {
    return new OpenSipsConfiguration(
        freePort(), freePort(), freePort(), SILENCE_SECONDS, RINGING_SECONDS, Map.of());
  }

  /** The same with other timers: {@code fr_timeout} and {@code fr_inv_timeout}. */
  OpenSipsConfiguration withTimers(int silence, int ringing) {
    return new OpenSipsConfiguration(sipPort, miPort, httpPort, silence, ringing, faults);
  }

  /** The same with one more text of the file replaced, as a careless operator might have it. */
  OpenSipsConfiguration withFault(String text, String replacement) {
    Map<String, String> more = new HashMap<>(faults);
    more.put(Pattern.quote(text), Matcher.quoteReplacement(replacement));
    return new OpenSipsConfiguration(
        sipPort, miPort, httpPort, silenceSeconds, ringingSeconds, more);
  }

  String render(OpenSipsBinary binary) throws IOException {
    String text = Files.readString(TEMPLATE);
    text = text.replaceAll("(?m)^#(loadmodule|modparam)", "$1");
    if (!binary.hasParameter("httpd", LATER_PARAMETER)) {
      text = replace(text, "(?m)^modparam\\(\"httpd\", \"" + LATER_PARAMETER + ".*$", "");
    }
    text = replace(text, "(?m)^mpath=.*$", "mpath=\"" + binary.modules() + "/\"");
    text = replace(text, "127\\.0\\.0\\.1:5060", "127.0.0.1:" + sipPort);
    text = replace(text, "127\\.0\\.0\\.1:8080", "127.0.0.1:" + miPort);
    text = replace(text, "\"port\", 8888", "\"port\", " + httpPort);
    text = replace(text, "\"fr_timeout\", \\d+", "\"fr_timeout\", " + silenceSeconds);
    text = replace(text, "\"fr_inv_timeout\", \\d+", "\"fr_inv_timeout\", " + ringingSeconds);
    for (Map.Entry<String, String> fault : faults.entrySet()) {
      text = replace(text, fault.getKey(), fault.getValue());
    }
    return text;
  }

  private static String replace(String text, String pattern, String replacement) {
    var found = Pattern.compile(pattern).matcher(text);
    if (!found.find()) {
      throw new IllegalStateException(TEMPLATE + " has nothing like " + pattern);
    }
    return found.replaceAll(replacement);
  }

  /** Waits until nobody listens any more where the proxy did. */
  void awaitFreePorts() {
    Patience.await(
        "free ports", PORTS_PATIENCE, () -> isFree(sipPort) && isFree(miPort) && isFree(httpPort));
  }

  /** A port that nobody uses, neither over UDP nor over TCP. */
  static int freePort() {
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(LOWEST_PORT, HIGHEST_PORT);
      if (isFree(port)) {
        return port;
      }
    }
  }

  private static boolean isFree(int port) {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (var udp = new DatagramSocket(port, loopback);
        var tcp = new ServerSocket(port, 1, loopback)) {
      return udp.isBound() && tcp.isBound();
    } catch (IOException taken) {
      return false;
    }
  }
}
