package io.callapi.method;

import io.callapi.command.CommandNotice;
import io.callapi.proxy.Cause;
import org.jspecify.annotations.Nullable;

/**
 * What a command tells, as clients get it: the parameters of a notification.
 *
 * @param data a record, a map or a text; null where the event has none
 * @param tag what the client has put to the command for itself; null for nothing
 */
public record ClientNotice(
    String cmdId,
    String event,
    @Nullable Object data,
    @Nullable ClientCause cause,
    @Nullable String tag) {

  /** Why something has failed, as clients get it. */
  public record ClientCause(String source, @Nullable Integer code, String reason) {

    public static ClientCause of(Cause cause) {
      return new ClientCause(cause.source().wireName(), cause.code(), cause.reason());
    }
  }

  public static ClientNotice of(CommandNotice notice) {
    String cmdId = notice.cmdId();
    if (notice instanceof CommandNotice.Progress progress) {
      return new ClientNotice(cmdId, progress.event(), progress.data(), null, notice.tag());
    }
    if (notice instanceof CommandNotice.Failed failed) {
      Cause cause = failed.cause();
      return new ClientNotice(cmdId, "Error", cause.text(), ClientCause.of(cause), notice.tag());
    }
    return new ClientNotice(cmdId, "Ended", null, null, notice.tag());
  }
}
