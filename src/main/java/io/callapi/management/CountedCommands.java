package io.callapi.management;

import io.callapi.command.CommandMeters;
import io.callapi.command.StartCommand.Reason;
import io.callapi.proxy.Cause;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Counts commands. Methods, stages and causes are as many as this program knows. */
final class CountedCommands implements CommandMeters {

  private static final String END = "Ended";
  private static final String SUCCESS = "";

  private record Key(String method, String of) {}

  private final MeterRegistry registry;
  private final Map<Key, Counter> ends = new ConcurrentHashMap<>();
  private final Map<Key, Counter> refusals = new ConcurrentHashMap<>();
  private final Map<Key, Timer> stages = new ConcurrentHashMap<>();

  CountedCommands(MeterRegistry registry) {
    this.registry = registry;
  }

  @Override
  public void refused(String method, Reason reason) {
    String cause = reason.name().toLowerCase(Locale.ROOT);
    refusals
        .computeIfAbsent(new Key(method, cause), key -> counter(method, "refused", cause))
        .increment();
  }

  @Override
  public void reached(String method, String stage, Duration since) {
    stages.computeIfAbsent(new Key(method, stage), this::timer).record(since);
  }

  @Override
  public void ended(String method, @Nullable Cause failure, Duration took) {
    String cause = failure == null ? SUCCESS : CauseLabels.of(failure);
    ends.computeIfAbsent(
            new Key(method, cause),
            key -> counter(method, failure == null ? "ok" : "failed", cause))
        .increment();
    reached(method, END, took);
  }

  private Counter counter(String method, String outcome, String cause) {
    return Counter.builder("callapi.commands")
        .description("Commands that have ended or were not started")
        .tag("method", method)
        .tag("outcome", outcome)
        .tag("cause", cause)
        .register(registry);
  }

  private Timer timer(Key key) {
    return Timer.builder("callapi.command.duration")
        .description("Time from the start of a command to a stage, Ended being the last")
        .tag("method", key.method())
        .tag("stage", key.of())
        .serviceLevelObjectives(Buckets.COMMANDS)
        .register(registry);
  }
}
