package io.callapi.method;

import io.callapi.command.CommandNotice;
import io.callapi.proxy.Cause;
import org.jspecify.annotations.Nullable;

/**
 * What a command or a subscription tells, as clients get it: the parameters of a notification.
 *
 * @param data a record, a map or a text; null where the event has none
 * @param tag what the client has put to the command for itself; null for nothing
 * @param seq its number in the session; null in a session that was not opened
 */
public record ClientNotice(
    String cmdId,
    String event,
    @Nullable Object data,
    @Nullable ClientCause cause,
    @Nullable String tag,
    @Nullable Long seq) {

  /** Without a number. */
  public ClientNotice(
      String cmdId,
      String event,
      @Nullable Object data,
      @Nullable ClientCause cause,
      @Nullable String tag) {
    this(cmdId, event, data, cause, tag, null);
  }

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
      return failure(cmdId, failed.cause(), notice.tag());
    }
    return new ClientNotice(cmdId, "Ended", null, null, notice.tag());
  }

  private static ClientNotice failure(String cmdId, Cause cause, @Nullable String tag) {
    return new ClientNotice(cmdId, "Error", cause.text(), ClientCause.of(cause), tag);
  }

  /** The same with its number. */
  public ClientNotice numbered(long number) {
    return new ClientNotice(cmdId, event, data, cause, tag, number);
  }

  /** What is told in the place of this where it cannot be shown. */
  public ClientNotice replacedBy(Cause defect) {
    return new ClientNotice(cmdId, "Error", defect.text(), ClientCause.of(defect), tag, seq);
  }
}
