package io.callapi.doctor;

import io.callapi.opensips.recipe.SetupInvite;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The text of a SIP message, as far as a check has to understand it. */
record SipText(String text) {

  private static final String END = "\r\n";
  private static final Pattern TAG = Pattern.compile(";\\s*tag=([^;>\\s]+)");

  /** The first word: the method of a request. */
  String method() {
    return text.split(" ", 2)[0];
  }

  /** The values of a header, in order. */
  List<String> values(String header) {
    String start = header.toLowerCase(Locale.ROOT) + ":";
    return text.split(END + END, 2)[0]
        .lines()
        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(start))
        .map(line -> line.substring(start.length()).strip())
        .toList();
  }

  /** The tag in From or To; empty if there is none. */
  String tag(String header) {
    Matcher matcher = TAG.matcher(String.join("", values(header)));
    return matcher.find() ? matcher.group(1) : "";
  }

  private String body() {
    String[] parts = text.split(END + END, 2);
    return parts.length < 2 ? "" : parts[1];
  }

  /** The answer of a phone; that to an INVITE takes the session as it was offered. */
  String answer(String status, String tag, String contact) {
    String session = method().equals("INVITE") && status.startsWith("200") ? body() : "";
    String to = String.join("", values("To"));
    return "SIP/2.0 "
        + (status + END)
        + Stream.of("Via", "Record-Route", "From", "Call-ID", "CSeq")
            .flatMap(name -> values(name).stream().map(value -> SetupInvite.header(name, value)))
            .collect(Collectors.joining())
        + SetupInvite.header("To", tag("To").isEmpty() ? to + ";tag=" + tag : to)
        + SetupInvite.header("Contact", "<" + contact + ">")
        + (session.isEmpty() ? "" : SetupInvite.header("Content-Type", "application/sdp"))
        + SetupInvite.header("Content-Length", String.valueOf(session.length()))
        + (END + session);
  }
}
