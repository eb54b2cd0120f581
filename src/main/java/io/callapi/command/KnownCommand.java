package io.callapi.command;

import io.callapi.command.ToldNotices.Told;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A command that runs or has run, as {@link CommandRegister} remembers it. What it says of its
 * request and of what was told can be asked from any thread.
 */
final class KnownCommand {

  /** Itself, its place among others, and what holds together what it has told. */
  private static final int OWN_BYTES = 128;

  private final String cmdId;
  private final String method;
  private final int paramsHash;
  private volatile @Nullable Record params;
  private volatile @Nullable Told told;
  private long endedAt;
  private long bytes;

  KnownCommand(StartCommand request) {
    this.cmdId = request.cmdId();
    this.method = request.method();
    this.params = request.params();
    this.paramsHash = request.params().hashCode();
  }

  String cmdId() {
    return cmdId;
  }

  /** True if the request is the one that this command was made for. */
  boolean isFor(StartCommand other) {
    Record known = params;
    boolean sameParams =
        known == null ? paramsHash == other.params().hashCode() : known.equals(other.params());
    return method.equals(other.method()) && sameParams;
  }

  boolean hasEnded() {
    return told != null;
  }

  /** True if the command has told something that is not kept. */
  boolean isIncomplete() {
    Told known = told;
    return known != null && known.incomplete();
  }

  /** All that is kept of what the command has told, its end included; nothing while it runs. */
  List<CommandNotice> notices() {
    Told known = told;
    return known == null ? List.of() : known.notices(cmdId, method);
  }

  void end(Told whole, long now, Weights weights) {
    endedAt = now;
    become(whole, weights);
  }

  /** Keeps the end of what was told, and the hash of the parameters. */
  void shorten(Weights weights) {
    params = null;
    Told whole = told;
    if (whole != null) {
      become(whole.endOnly(), weights);
    }
  }

  private void become(Told kept, Weights weights) {
    List<@Nullable Object> all = new ArrayList<>();
    Collections.addAll(all, cmdId, params, kept.failure());
    Collections.addAll(all, kept.stages());
    bytes = OWN_BYTES + weights.of(all.toArray());
    told = kept;
  }

  /** When it has ended. */
  long endedAt() {
    return endedAt;
  }

  /** How much memory it takes up since it has ended, about. */
  long bytes() {
    return bytes;
  }
}
