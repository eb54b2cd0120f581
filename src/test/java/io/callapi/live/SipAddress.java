package io.callapi.live;

import io.vertx.core.net.SocketAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An address as it stands in a header, such as {@code "Bob" <sip:bob@127.0.0.1:5060;lr>;tag=1}.
 *
 * @param uri what stands between the angle brackets
 * @param parameters what follows them
 */
record SipAddress(String uri, String parameters) {

  private static final Pattern BRACKETED = Pattern.compile("[^<]*<([^>]*)>(.*)");
  private static final Pattern HOST_AND_PORT =
      Pattern.compile("sips?:(?:[^@;?]*@)?([^:;?>]+)(?::(\\d+))?.*");
  private static final int DEFAULT_PORT = 5060;

  static SipAddress parse(String value) {
    Matcher bracketed = BRACKETED.matcher(value);
    if (bracketed.matches()) {
      return new SipAddress(bracketed.group(1), bracketed.group(2));
    }
    int end = value.indexOf(';');
    return end < 0
        ? new SipAddress(value.strip(), "")
        : new SipAddress(value.substring(0, end).strip(), value.substring(end));
  }

  /** The tag, empty if there is none. */
  String tag() {
    return parameter(parameters, "tag");
  }

  /** Where a request to this address goes. */
  SocketAddress destination() {
    Matcher target = HOST_AND_PORT.matcher(uri);
    if (!target.matches()) {
      throw new IllegalArgumentException("not a SIP URI: " + uri);
    }
    int port = target.group(2) == null ? DEFAULT_PORT : Integer.parseInt(target.group(2));
    return SocketAddress.inetSocketAddress(port, target.group(1));
  }

  /** The value of {@code ;name=value} in a list of parameters, empty if it is not there. */
  static String parameter(String parameters, String name) {
    Matcher found = Pattern.compile(";\\s*" + name + "=([^;>,\\s]*)").matcher(parameters);
    return found.find() ? found.group(1) : "";
  }
}
