package io.callapi.config;

/** Whether the log names users and numbers. */
public enum LogParties {
  SHOWN,
  HIDDEN
}
