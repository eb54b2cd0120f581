package io.callapi.live;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** A SIP request or response: its first line, its headers in order, its body. */
record SipMessage(String firstLine, List<Header> headers, String body) {

  /** One header line; names are in lower case and in their long form. */
  record Header(String name, String value) {}

  private static final String VERSION = "SIP/2.0";
  private static final Pattern NEXT_ADDRESS = Pattern.compile(",(?=\\s*<)");
  private static final Map<String, String> LONG_NAMES =
      Map.of(
          "v",
          "via",
          "f",
          "from",
          "t",
          "to",
          "i",
          "call-id",
          "m",
          "contact",
          "l",
          "content-length",
          "c",
          "content-type",
          "r",
          "refer-to",
          "b",
          "referred-by",
          "o",
          "event");

  static SipMessage parse(String text) {
    int end = text.indexOf("\r\n\r\n");
    String head = end < 0 ? text : text.substring(0, end);
    String body = end < 0 ? "" : text.substring(end + 4);
    List<String> lines = head.replaceAll("\r\n[ \t]+", " ").lines().toList();
    List<Header> headers = lines.stream().skip(1).map(SipMessage::header).toList();
    return new SipMessage(lines.get(0), headers, body);
  }

  private static Header header(String line) {
    int colon = line.indexOf(':');
    String name = line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
    return new Header(LONG_NAMES.getOrDefault(name, name), line.substring(colon + 1).strip());
  }

  static Builder request(String method, String uri) {
    return new Builder(method + " " + uri + " " + VERSION);
  }

  /** A response with all that RFC 3261, section 8.2.6.2, copies from the request. */
  static Builder response(SipMessage request, int status, String reason) {
    Builder response = new Builder(VERSION + " " + status + " " + reason);
    request.all("via").forEach(via -> response.with("Via", via));
    if (status < 300) {
      request.all("record-route").forEach(route -> response.with("Record-Route", route));
    }
    return response
        .with("From", request.first("from"))
        .with("To", request.first("to"))
        .with("Call-ID", request.callId())
        .with("CSeq", request.first("cseq"));
  }

  boolean isResponse() {
    return firstLine.startsWith(VERSION);
  }

  /** The method of the request, or of the request a response belongs to. */
  String method() {
    String cseq = first("cseq");
    return isResponse()
        ? cseq.substring(cseq.indexOf(' ') + 1).strip()
        : firstLine.substring(0, firstLine.indexOf(' '));
  }

  String uri() {
    return firstLine.split(" ", 3)[1];
  }

  int status() {
    return Integer.parseInt(firstLine.split(" ", 3)[1]);
  }

  String reason() {
    return firstLine.split(" ", 3)[2];
  }

  /** The first header of that name (lower case), empty if there is none. */
  String first(String name) {
    return headers.stream()
        .filter(h -> h.name().equals(name))
        .map(Header::value)
        .findFirst()
        .orElse("");
  }

  List<String> all(String name) {
    return headers.stream().filter(h -> h.name().equals(name)).map(Header::value).toList();
  }

  /** Like {@link #all}, with addresses that share a line taken apart. */
  List<String> addresses(String name) {
    return all(name).stream().flatMap(NEXT_ADDRESS::splitAsStream).map(String::strip).toList();
  }

  String callId() {
    return first("call-id");
  }

  String fromTag() {
    return SipAddress.parse(first("from")).tag();
  }

  String toTag() {
    return SipAddress.parse(first("to")).tag();
  }

  int cseq() {
    String cseq = first("cseq");
    return Integer.parseInt(cseq.substring(0, cseq.indexOf(' ')));
  }

  String branch() {
    return SipAddress.parameter(first("via"), "branch");
  }

  /** Names the transaction: its responses and retransmissions have the same. */
  String transaction() {
    return branch() + " " + method();
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(firstLine).append("\r\n");
    headers.forEach(h -> text.append(h.name()).append(": ").append(h.value()).append("\r\n"));
    return text.append("\r\n").append(body).toString();
  }

  /** Puts a message together. */
  static final class Builder {

    private final String firstLine;
    private final List<Header> headers = new ArrayList<>();
    private String body = "";

    private Builder(String firstLine) {
      this.firstLine = firstLine;
    }

    Builder with(String name, String value) {
      headers.add(new Header(name.toLowerCase(Locale.ROOT), value));
      return this;
    }

    Builder with(List<Header> more) {
      headers.addAll(more);
      return this;
    }

    /** Adds our tag to To, which the answer to a first INVITE needs. */
    Builder toTag(String tag) {
      headers.replaceAll(h -> h.name().equals("to") ? new Header("to", tagged(h, tag)) : h);
      return this;
    }

    private static String tagged(Header to, String tag) {
      return SipAddress.parse(to.value()).tag().isEmpty() ? to.value() + ";tag=" + tag : to.value();
    }

    Builder body(String type, String content) {
      body = content;
      return with("Content-Type", type);
    }

    SipMessage build() {
      with("Content-Length", String.valueOf(body.getBytes(StandardCharsets.UTF_8).length));
      return new SipMessage(firstLine, List.copyOf(headers), body);
    }
  }
}
