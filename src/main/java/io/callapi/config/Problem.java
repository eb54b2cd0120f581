package io.callapi.config;

/**
 * One key that is wrong, and what it may be.
 *
 * @param key the full key, for instance {@code ws_server.port}
 * @param text what is wrong and what is allowed, for people
 * @param where file and line, variable or option; empty where that is not known
 */
public record Problem(String key, String text, String where) {

  Problem(String key, String text) {
    this(key, text, "");
  }

  @Override
  public String toString() {
    String subject = key.isEmpty() ? text : key + " " + text;
    return where.isEmpty() ? subject : where + ": " + subject;
  }
}
