package io.callapi.bench.restarts;

import io.callapi.bench.client.CommandLog;
import io.callapi.bench.client.CommandSocket;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Gives so many commands a second, whatever becomes of them: calls are started, held, resumed and
 * ended. Lives on one event loop.
 */
final class SteadyLoad {

  private static final long TICK_MS = 20;
  private static final List<String> LIFE = List.of("CallHold", "CallUnhold", "CallEnd");

  private final Vertx vertx;
  private final CommandSocket socket;
  private final IntFunction<JsonObject> parties;
  private final int rate;
  private final Deque<Call> waiting = new ArrayDeque<>();
  private List<Ran> ran = new ArrayList<>();
  private int running;
  private int sequence;
  private int life;
  private long timer;
  private long start;
  private long given;
  private boolean stopped;

  /** A call, what is to be done with it next, and what was done before. */
  private record Call(String callId, int life, int step, String past) {}

  SteadyLoad(Vertx vertx, CommandSocket socket, IntFunction<JsonObject> parties, int rate) {
    this.vertx = vertx;
    this.socket = socket;
    this.parties = parties;
    this.rate = rate;
  }

  /** Begins; to be called on the event loop. */
  void start() {
    start = System.nanoTime();
    given = 0;
    stopped = false;
    timer = vertx.setPeriodic(TICK_MS, id -> tick());
  }

  /** Gives no more new commands than it takes to end the calls. */
  void stop() {
    stopped = true;
    vertx.cancelTimer(timer);
    List.copyOf(waiting).forEach(call -> run("CallEnd", callId(call.callId()), call));
    waiting.clear();
  }

  /** The proxy has forgotten all calls. */
  void forgetCalls() {
    waiting.clear();
    life++;
  }

  int running() {
    return running;
  }

  /** What has ended since this was last asked. */
  List<Ran> takeRan() {
    List<Ran> taken = ran;
    ran = new ArrayList<>();
    return taken;
  }

  private void tick() {
    long due = rate * (System.nanoTime() - start) / 1_000_000_000L;
    for (; given < due; given++) {
      Call next = waiting.poll();
      if (next == null) {
        run("CallStart", parties.apply(sequence), new Call("", life, -1, ""));
      } else {
        run(LIFE.get(next.step()), callId(next.callId()), next);
      }
    }
  }

  private static JsonObject callId(String callId) {
    return new JsonObject().put("callid", callId);
  }

  private void run(String method, JsonObject params, Call call) {
    running++;
    socket.run("r-" + sequence++, method, params).onSuccess(log -> ended(log, call));
  }

  private void ended(CommandLog log, Call call) {
    running--;
    ran.add(Ran.of(log, call.past()));
    socket.forget(log);
    // A start that has outlived the proxy has a call with the new one.
    boolean known = call.life() == life || log.method().equals("CallStart");
    if (known && !log.method().equals("CallEnd")) {
      next(log, call);
    }
  }

  private void next(CommandLog log, Call call) {
    String callId =
        log.find("CalleeAnswered")
            .map(entry -> entry.data().getString("callid"))
            .orElse(call.callId());
    if (callId.isEmpty()) {
      return; // the start has failed
    }
    String past = call.past() + log.method() + (log.hasSucceeded() ? " " : " (failed) ");
    if (stopped) {
      run("CallEnd", callId(callId), new Call(callId, life, LIFE.size(), past));
    } else {
      int step = log.hasSucceeded() ? call.step() + 1 : LIFE.size() - 1;
      waiting.add(new Call(callId, life, step, past));
    }
  }
}
