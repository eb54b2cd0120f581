package io.callapi.client;

import java.util.Map;
import java.util.function.LongSupplier;

/** What clients take up and do, counted; for use by many threads. */
public interface ClientFigures {

  /** WebSockets that are open. */
  int sessions();

  /** TCP connections that are open. */
  int connections();

  /** How many there may be. */
  int most();

  /** Bytes that wait for clients. */
  long unread();

  /** Sessions that outlive their connections, with one or without. */
  int openedSessions();

  /** Bytes that are kept for those. */
  long kept();

  /** What is worth a line in the log, by its kind: how often it has happened. */
  Map<String, LongSupplier> troubles();
}
