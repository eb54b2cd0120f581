package io.callapi.client;

import io.callapi.bus.TypedBus;
import io.callapi.command.CommandSignal;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The commands that run for one client, and who tells them that it has gone. */
final class RunningCommands {

  private static final Logger LOG = LoggerFactory.getLogger(RunningCommands.class);

  private final String session;
  private final TypedBus bus;
  private final int max;
  private final Set<String> ids = new HashSet<>();
  private boolean closed;

  /**
   * @param max the most that may run at once
   */
  RunningCommands(String session, TypedBus bus, int max) {
    this.session = session;
    this.bus = bus;
    this.max = max;
  }

  boolean isEmpty() {
    return ids.isEmpty();
  }

  /** A request that is sent again starts nothing, and so may come at the limit. */
  boolean mayStart(String cmdId) {
    return ids.contains(cmdId) || ids.size() < max;
  }

  /** True if it is not one of those that run already. */
  boolean add(String cmdId) {
    return ids.add(cmdId);
  }

  void forget(String cmdId) {
    ids.remove(cmdId);
  }

  /** It runs: if the client has gone meanwhile, it has to be told. */
  void started(String cmdId) {
    if (closed) {
      tellClientGone(cmdId);
    }
  }

  /** Tells all of them that the client has gone. */
  void close() {
    closed = true;
    List.copyOf(ids).forEach(this::tellClientGone);
  }

  private void tellClientGone(String cmdId) {
    try {
      bus.send(CommandSignal.ADDRESS.of(cmdId), new CommandSignal.ClientGone(session));
    } catch (Throwable e) { // whatever it is, the other commands are to be told
      LOG.error("session {}: cannot tell {} that its client has gone", session, cmdId, e);
    }
  }
}
