package io.callapi.call.model;

import io.callapi.call.CallCommands;
import io.callapi.call.model.Happening.Answer;
import io.callapi.call.model.Happening.ByTheWay;
import io.callapi.call.model.Happening.Report;
import io.callapi.call.model.Happening.Request;
import io.callapi.call.model.ModelDialog.Kind;
import io.callapi.call.model.World.Due;
import io.callapi.command.CommandType;
import io.callapi.command.Input;
import io.callapi.command.Parameters;
import io.callapi.command.Step;
import io.callapi.proxy.CallFailure.Reason;
import io.callapi.proxy.CallState;
import io.callapi.proxy.Cause;
import io.callapi.proxy.ProxyRequest;
import io.callapi.proxy.ProxyRequest.Refused;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;

/** Goes through every state that a scenario can reach with so many faults of the network. */
final class Explorer {

  private static final int MOST_STEPS = 1000;
  private static final long NO_REPLY_AFTER = 6000;

  /** A line of the path, written out only where it is shown. */
  private record Line(long at, String fault, Happening what) {
    @Override
    public String toString() {
      return at + " ms  " + fault + InWords.of(what);
    }
  }

  private final UnaryOperator<Step> flaw;
  private final Set<World.Key> seen = new HashSet<>();
  private final List<Violation> violations = new ArrayList<>();
  private final BooleanSupplier goOn;
  private long transitions;
  private boolean cutOff;

  Explorer() {
    this(UnaryOperator.identity());
  }

  /**
   * @param flaw spoils what a command puts out, to see whether that is noticed
   */
  Explorer(UnaryOperator<Step> flaw) {
    this(flaw, () -> true);
  }

  /**
   * @param goOn whether there is time and room for more
   */
  Explorer(UnaryOperator<Step> flaw, BooleanSupplier goOn) {
    this.flaw = flaw;
    this.goOn = goOn;
  }

  int states() {
    return seen.size();
  }

  long transitions() {
    return transitions;
  }

  /** Whether there are states that were not looked at. */
  boolean isCutOff() {
    return cutOff;
  }

  /** Explores; what is found first is the shortest way there. */
  List<Violation> explore(Scenario scenario, int faults) {
    Deque<World> open = new ArrayDeque<>();
    open.add(begin(scenario, faults));
    while (!open.isEmpty() && violations.isEmpty()) {
      if (!goOn.getAsBoolean()) {
        cutOff = true;
        break;
      }
      World world = open.remove();
      for (World next : successors(world)) {
        transitions++;
        check(next);
        if (next.violation == null && seen.add(next.key())) {
          open.add(next);
        }
      }
    }
    return List.copyOf(violations);
  }

  private World begin(Scenario scenario, int faults) {
    World world = new World(scenario, faults, flaw);
    if (!scenario.method().equals("CallStart")) {
      add(world, "d-a", "a", Kind.OLD);
      add(world, "d-b", "b", Kind.OLD);
    }
    add(world, "d-other", "other", Kind.OF_OTHERS);
    scenario
        .incidents()
        .forEach(incident -> world.schedule(incident.at(), new ByTheWay(incident.kind())));
    world.take(first(scenario));
    return world;
  }

  private static void add(World world, String id, String call, Kind kind) {
    world.put(new ModelDialog(id, call, CallState.CONFIRMED, kind, null, true));
  }

  private static Step first(Scenario scenario) {
    CommandType<?> type =
        CallCommands.all().stream()
            .filter(known -> known.method().equals(scenario.method()))
            .findFirst()
            .orElseThrow();
    Record params = type.params().apply(new Parameters(scenario.params()));
    return type.begin(World.SETUP, params, List.of(), true);
  }

  private List<World> successors(World world) {
    World copy = world.copy();
    Due due = copy.next();
    if (due == null) {
      check(world, Rules.onQuiet(world));
      return List.of();
    }
    List<World> all = new ArrayList<>();
    all.add(undisturbed(copy.copy(), due));
    if (due.what().isOnTheNetwork() && world.faults > 0 && !world.ended) {
      spoiled(copy, due, all);
    }
    return all;
  }

  private static World undisturbed(World world, Due due) {
    world.now = due.at();
    world.path.add(new Line(world.now, "", due.what()));
    world.happen(due.what());
    return world;
  }

  private static void spoiled(World world, Due due, List<World> all) {
    all.add(lost(world.copy(), due));
    all.add(late(world.copy(), due, 700));
    if (!(due.what() instanceof Request)) {
      all.add(late(world.copy(), due, 3));
    }
    if (due.what() instanceof Request request) {
      all.add(doubled(world.copy(), due, new Request(request.request(), true)));
    } else if (due.what() instanceof Report) {
      all.add(doubled(world.copy(), due, due.what()));
    }
  }

  private static World fault(World world, Due due, String what) {
    world.now = due.at();
    world.faults--;
    world.path.add(new Line(world.now, what + ": ", due.what()));
    return world;
  }

  private static World late(World world, Due due, long by) {
    fault(world, due, "LATE by " + by + " ms").schedule(by, due.what());
    return world;
  }

  private static World doubled(World world, Due due, Happening copy) {
    fault(world, due, "DOUBLED").schedule(150, copy);
    world.happen(due.what());
    return world;
  }

  /**
   * What the connector makes up for comes late; a REFER is not sent again by it, and a copy that
   * the network has made is nothing that it knows of.
   */
  private static World lost(World world, Due due) {
    fault(world, due, "LOST");
    if (due.what() instanceof Request request && request.copy()) {
      return world;
    }
    if (due.what() instanceof Request request) {
      if (isRefer(request.request())) {
        world.schedule(NO_REPLY_AFTER, noReply(request.request()));
      } else {
        boolean invite = request.request() instanceof ProxyRequest.Originate;
        world.schedule(invite ? 2500 : 400, request);
      }
    } else if (due.what() instanceof Answer answer) {
      lostAnswer(world, answer);
    }
    return world;
  }

  private static void lostAnswer(World world, Answer answer) {
    ProxyRequest<?> request =
        answer.input() instanceof Input.Done done
            ? done.request()
            : ((Input.Failed) answer.input()).request();
    if (isRefer(request)) {
      world.schedule(NO_REPLY_AFTER, noReply(request));
    } else if (!(request instanceof ProxyRequest.Originate)) {
      world.schedule(400, answer); // asked again, and answered
    }
  }

  private static boolean isRefer(ProxyRequest<?> request) {
    return request instanceof ProxyRequest.Refer || request instanceof ProxyRequest.ReferReplacing;
  }

  private static Answer noReply(ProxyRequest<?> request) {
    return new Answer(
        new Input.Failed(request, new Refused(Reason.NO_REPLY, Cause.timeout("No reply"))));
  }

  private void check(World world) {
    if (world.path.length() > MOST_STEPS) {
      check(world, "it goes on for ever");
    }
    check(world, world.violation);
  }

  private void check(World world, @org.jspecify.annotations.Nullable String wrong) {
    if (wrong != null) {
      violations.add(new Violation(wrong, world.scenario, world.path.lines()));
    }
  }
}
