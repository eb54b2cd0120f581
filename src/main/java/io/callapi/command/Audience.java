package io.callapi.command;

import io.callapi.bus.TypedBus;
import io.callapi.command.ToldNotices.Told;
import io.callapi.proxy.Cause;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whom a command tells its stages: every session that has sent its request, each from the first
 * stage to the end.
 */
final class Audience {

  private final TypedBus bus;
  private final StartCommand request;
  private final Set<String> sessions = new LinkedHashSet<>();
  private final ToldNotices told = new ToldNotices();
  private String lastEvent = "Started";

  Audience(TypedBus bus, StartCommand request) {
    this.bus = bus;
    this.request = request;
    sessions.add(request.session());
  }

  Told told() {
    return told.told();
  }

  /** The last stage that was told. */
  String lastEvent() {
    return lastEvent;
  }

  /** The same request has come from another session: it is told what the others were told. */
  void join(String session) {
    if (sessions.add(session)) {
      told.all(request.cmdId(), request.method(), request.tag())
          .forEach(notice -> bus.send(CommandNotice.ADDRESS.of(session), notice));
    }
  }

  /**
   * A session is told nothing any more.
   *
   * @return whether nobody is left
   */
  boolean leave(String session) {
    return sessions.remove(session) && sessions.isEmpty();
  }

  void tell(String event, @Nullable Object data) {
    lastEvent = event;
    told.add(event, data);
    send(new CommandNotice.Progress(request.cmdId(), request.method(), request.tag(), event, data));
  }

  /** The error, if any, and the end. */
  void tellEnd(@Nullable Cause failure) {
    told.end(failure);
    if (failure != null) {
      send(new CommandNotice.Failed(request.cmdId(), request.method(), request.tag(), failure));
    }
    send(new CommandNotice.Ended(request.cmdId(), request.method(), request.tag()));
  }

  private void send(CommandNotice notice) {
    sessions.forEach(session -> bus.send(CommandNotice.ADDRESS.of(session), notice));
  }
}
