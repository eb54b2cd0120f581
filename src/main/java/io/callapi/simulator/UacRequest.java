package io.callapi.simulator;

import io.callapi.sip.SipUri;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A SIP request that the management interface asks the proxy to send (t_uac_dlg). */
record UacRequest(
    String method, SipUri target, boolean throughProxy, Map<String, String> headers, String body) {

  private static final Pattern ADDRESS = Pattern.compile("<([^>]*)>");
  private static final Pattern TAG = Pattern.compile(";\\s*tag=([^;>\\s]+)");

  /** Reads it, in the order in which OpenSIPS finds fault. */
  static UacRequest read(MiParams params) {
    SipUri target = address(params.text("ruri"), "Invalid ruri");
    Optional<String> nextHop = params.optionalText("next_hop");
    nextHop.ifPresent(uri -> address(uri, "Invalid next_hop"));
    Map<String, String> headers = readHeaders(params.text("headers"));
    if (!headers.containsKey("to")) {
      throw new MiRefusal(400, "To missing");
    }
    if (!headers.containsKey("from")) {
      throw new MiRefusal(400, "From missing");
    }
    String body = params.optionalText("body").orElse("");
    return new UacRequest(params.text("method"), target, nextHop.isPresent(), headers, body);
  }

  Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  String address(String header) {
    String value = headers.getOrDefault(header, "");
    Matcher matcher = ADDRESS.matcher(value);
    return matcher.find() ? matcher.group(1) : value.split(";", 2)[0].strip();
  }

  Optional<String> tag(String header) {
    Matcher matcher = TAG.matcher(headers.getOrDefault(header, ""));
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  /** The CSeq, 10 where none is given. */
  String cseq() {
    return header("cseq").orElse("10 " + method);
  }

  private static SipUri address(String text, String complaint) {
    try {
      return new SipUri(text);
    } catch (IllegalArgumentException notAnAddress) {
      throw new MiRefusal(400, complaint);
    }
  }

  private static Map<String, String> readHeaders(String text) {
    Map<String, String> headers = new LinkedHashMap<>();
    for (String line : text.lines().toList()) {
      int colon = line.indexOf(':');
      if (colon <= 0) {
        throw new MiRefusal(400, "Bad headers");
      }
      String name = line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
      headers.putIfAbsent(name, line.substring(colon + 1).strip());
    }
    return headers;
  }
}
