package io.callapi.command;

import io.callapi.command.RegisterRequest.CommandReport;
import io.callapi.command.ToldNotices.Told;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A command that runs or has run, as {@link CommandRegister} remembers it. What it says of its
 * request and of what was told can be asked from any thread.
 */
final class KnownCommand {

  /** Itself, its place among others, and what holds together what it has told. */
  private static final int OWN_BYTES = 184;

  private static final long NANOS_PER_MILLI = 1_000_000;

  private final String cmdId;
  private final String method;
  private final @Nullable String tag;
  private final int paramsHash;
  private volatile @Nullable Record params;
  private final long started;
  private final long firstSession;
  private volatile long lastSession;
  private volatile @Nullable Underway underway;
  private volatile @Nullable Told told;
  private String proxy = "";
  private long place;
  private long since;
  private int tookMillis;
  private long bytes;

  /**
   * @param nanos now, on the clock for intervals
   * @param millis now, on the clock on the wall
   */
  KnownCommand(StartCommand request, long nanos, long millis) {
    this.cmdId = request.cmdId();
    this.method = request.method();
    this.tag = request.tag();
    this.params = request.params();
    this.paramsHash = request.params().hashCode();
    this.firstSession = SessionMark.of(request.session());
    this.lastSession = firstSession;
    this.since = nanos;
    this.started = millis;
  }

  String cmdId() {
    return cmdId;
  }

  /** True if the request is the one that this command was made for. */
  boolean isFor(StartCommand other) {
    Record known = params;
    boolean sameParams =
        known == null ? paramsHash == other.params().hashCode() : known.equals(other.params());
    return method.equals(other.method()) && Objects.equals(tag, other.tag()) && sameParams;
  }

  /** True if that session has sent its request, as the first or the last one. */
  boolean isOf(String session) {
    long mark = SessionMark.of(session);
    return mark == firstSession || mark == lastSession;
  }

  /** Its request has come again. */
  void sentBy(String session) {
    lastSession = SessionMark.of(session);
  }

  /** It runs, and can be asked how it is. */
  void runs(Underway running) {
    underway = running;
  }

  /** Its place in {@link CommandOrder}, which alone sets it. */
  long place() {
    return place;
  }

  void takePlace(long number) {
    place = number;
  }

  String method() {
    return method;
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
    return known == null ? List.of() : known.notices(cmdId, method, tag);
  }

  void end(Told whole, long now, Weights weights) {
    Underway running = underway;
    proxy = running == null ? "" : running.proxy();
    tookMillis = (int) ((now - since) / NANOS_PER_MILLI);
    since = now;
    become(whole, weights);
    underway = null;
  }

  /**
   * How it is.
   *
   * @param whole whether with all that it has told
   */
  CommandReport report(boolean whole) {
    Underway running = underway;
    Told end = told;
    return end == null ? ofRunning(running, whole) : ofEnded(end, whole);
  }

  private CommandReport ofRunning(@Nullable Underway running, boolean whole) {
    Told soFar = running == null || !whole ? Told.NONE : running.told();
    return new CommandReport(
        cmdId,
        method,
        shownParams(),
        tag,
        running == null ? Underway.WAITING : running.phase(),
        running == null ? "" : running.proxy(),
        Instant.ofEpochMilli(started),
        null,
        soFar.stages(cmdId, method, tag),
        null,
        soFar.incomplete());
  }

  private CommandReport ofEnded(Told end, boolean whole) {
    return new CommandReport(
        cmdId,
        method,
        shownParams(),
        tag,
        "Ended",
        proxy,
        Instant.ofEpochMilli(started),
        Instant.ofEpochMilli(started + tookMillis),
        whole ? end.notices(cmdId, method, tag) : List.of(),
        end.failure(),
        end.incomplete());
  }

  private @Nullable Object shownParams() {
    Record known = params;
    return known instanceof FreeParameters free ? free.values() : known;
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
    Collections.addAll(all, cmdId, params, tag, kept.failure());
    Collections.addAll(all, kept.stages());
    bytes = OWN_BYTES + weights.of(all.toArray());
    told = kept;
  }

  /** When it has ended, on the clock for intervals. */
  long endedAt() {
    return since;
  }

  /** How much memory it takes up since it has ended, about. */
  long bytes() {
    return bytes;
  }
}
