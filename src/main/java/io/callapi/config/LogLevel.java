package io.callapi.config;

/** The least important events that are still logged. */
public enum LogLevel {
  DEBUG,
  INFO,
  WARN,
  ERROR
}
