package io.callapi.query;

import io.callapi.command.RegisterRequest.CommandReport;
import io.callapi.method.ClientNotice;
import io.callapi.method.ClientNotice.ClientCause;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A command as clients see it.
 *
 * @param state {@code running} or {@code ended}
 * @param notifications null in a list
 * @param incomplete true if something is not kept any more; else null
 */
record CommandView(
    String cmdId,
    String method,
    @Nullable Object params,
    @Nullable String tag,
    String state,
    String phase,
    @Nullable String proxy,
    Instant started,
    @Nullable Instant ended,
    @Nullable List<ClientNotice> notifications,
    @Nullable ClientCause cause,
    @Nullable Boolean incomplete) {

  static CommandView of(CommandReport command, boolean whole) {
    return new CommandView(
        command.cmdId(),
        command.method(),
        command.params(),
        command.tag(),
        command.ended() == null ? "running" : "ended",
        command.phase(),
        command.proxy().isEmpty() ? null : command.proxy(),
        command.started(),
        command.ended(),
        whole ? command.told().stream().map(ClientNotice::of).toList() : null,
        command.failure() == null ? null : ClientCause.of(command.failure()),
        command.incomplete() ? true : null);
  }
}
