package io.callapi.config;

/** What a line of the log is. */
public enum LogFormat {
  TEXT,
  JSON
}
