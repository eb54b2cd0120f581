package io.callapi.call.model;

import io.callapi.call.model.Happening.Answer;
import io.callapi.call.model.Happening.Certain;
import io.callapi.call.model.Happening.Look;
import io.callapi.call.model.Happening.PhoneActs;
import io.callapi.call.model.Happening.PhoneActs.Act;
import io.callapi.call.model.Happening.Report;
import io.callapi.call.model.Happening.Request;
import io.callapi.call.model.Happening.WaitOver;
import io.callapi.call.model.ModelDialog.Kind;
import io.callapi.calls.CallNews.StateNews;
import io.callapi.calls.CallsRequest.Afterwards;
import io.callapi.calls.Expectation;
import io.callapi.command.Deadline;
import io.callapi.command.Deadlines;
import io.callapi.command.Input;
import io.callapi.command.Output;
import io.callapi.command.Phase;
import io.callapi.command.Step;
import io.callapi.proxy.CallState;
import io.callapi.proxy.Cause;
import io.callapi.proxy.DialogId;
import io.callapi.sip.CallId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One state of everything: the command, the proxy with its dialogs, the phones, and what is on its
 * way. Times are in milliseconds.
 */
final class World {

  static final String SETUP = "start-1";

  /** Something that is going to happen. */
  record Due(long at, int order, Happening what) {}

  /** What makes two states the same. */
  record Key(
      Phase phase,
      List<Object> agenda,
      Map<String, ModelDialog> dialogs,
      List<String> told,
      Set<CallId> followed,
      Map<String, CallState> heard,
      List<Object> rest) {}

  final Scenario scenario;
  final UnaryOperator<Step> flaw;
  final Phones phones;
  final List<Due> agenda = new ArrayList<>();
  final Map<String, ModelDialog> dialogs = new LinkedHashMap<>();
  final List<String> told = new ArrayList<>();
  final Path path;
  final Set<CallId> followed = new HashSet<>();
  final Set<String> knownBefore = new HashSet<>();
  final Set<String> toldOf = new HashSet<>();
  final Map<String, CallState> heard = new LinkedHashMap<>();
  final Map<Deadline, Integer> waits = new EnumMap<>(Deadline.class);
  Phase phase = new Step.Over();
  long now;
  int order;
  int faults;
  boolean ended;
  @Nullable Cause failure;
  @Nullable Expectation expectation;
  @Nullable Afterwards afterwards;
  @Nullable String violation;
  private boolean inReply;

  World(Scenario scenario, int faults, UnaryOperator<Step> flaw) {
    this.scenario = scenario;
    this.flaw = flaw;
    this.faults = faults;
    this.path = new Path();
    this.phones = new Phones(this);
  }

  private World(World other) {
    scenario = other.scenario;
    flaw = other.flaw;
    path = other.path.copy();
    phones = new Phones(this, other.phones);
    agenda.addAll(other.agenda);
    dialogs.putAll(other.dialogs);
    told.addAll(other.told);
    followed.addAll(other.followed);
    knownBefore.addAll(other.knownBefore);
    toldOf.addAll(other.toldOf);
    heard.putAll(other.heard);
    waits.putAll(other.waits);
    phase = other.phase;
    now = other.now;
    order = other.order;
    faults = other.faults;
    ended = other.ended;
    failure = other.failure;
    expectation = other.expectation;
    afterwards = other.afterwards;
    violation = other.violation;
  }

  World copy() {
    return new World(this);
  }

  Key key() {
    List<Object> relative = new ArrayList<>();
    agenda.stream()
        .sorted(Comparator.comparingLong(Due::at).thenComparingInt(Due::order))
        .forEach(due -> relative.add(List.of(due.at - now, due.what)));
    List<Object> rest = new ArrayList<>();
    rest.add(faults);
    rest.add(ended);
    rest.add(String.valueOf(failure));
    rest.add(String.valueOf(afterwards));
    rest.add(Set.copyOf(toldOf));
    rest.add(phones.key());
    return new Key(
        phase,
        relative,
        Map.copyOf(dialogs),
        List.copyOf(told),
        Set.copyOf(followed),
        Map.copyOf(heard),
        rest);
  }

  void schedule(long in, Happening what) {
    agenda.add(new Due(now + in, order++, what));
  }

  /** Takes out what happens next. */
  @Nullable Due next() {
    return agenda.stream()
        .min(Comparator.comparingLong(Due::at).thenComparingInt(Due::order))
        .map(
            due -> {
              agenda.remove(due);
              return due;
            })
        .orElse(null);
  }

  void put(ModelDialog dialog) {
    dialogs.put(dialog.id(), dialog);
  }

  /** A dialog reaches a state, and the proxy reports that. */
  void become(String id, CallState state) {
    ModelDialog dialog = dialogs.get(id);
    if (dialog == null || dialog.state().isAtLeast(state)) {
      return;
    }
    ModelDialog reached = dialog.in(state);
    put(reached);
    schedule(1, new Report(new Input.Heard(news(reached))));
  }

  StateNews news(ModelDialog dialog) {
    boolean another =
        dialogs.values().stream()
            .anyMatch(
                other ->
                    other.call().equals(dialog.call())
                        && !other.id().equals(dialog.id())
                        && other.isUp());
    return new StateNews(
        new CallId(dialog.call()), new DialogId(dialog.id()), dialog.state(), another);
  }

  /** The command learns something. */
  void feed(Input input) {
    if (ended) {
      return;
    }
    if (!(input instanceof Input.Heard said)) {
      take(phase.on(input));
    } else if (followed.contains(said.news().callId())) {
      phones.note(said.news());
      hear(said);
    }
  }

  /** The table of calls passes on no state twice, and none that is behind. */
  private void hear(Input.Heard said) {
    if (!(said.news() instanceof StateNews state)) {
      take(phase.on(said));
      return;
    }
    String id = state.id().value();
    CallState known = heard.get(id);
    boolean first = known == null || !known.isAtLeast(state.state());
    CallState latest = known != null && known.isAtLeast(state.state()) ? known : state.state();
    heard.put(id, latest);
    if (first || inReply) {
      take(phase.on(new Input.Heard(asKnown(state.callId(), id, latest))));
    }
  }

  private StateNews asKnown(CallId call, String id, CallState state) {
    boolean another =
        dialogs.values().stream()
            .anyMatch(
                other ->
                    other.call().equals(call.value())
                        && !other.id().equals(id)
                        && heard.containsKey(other.id())
                        && heard.get(other.id()) != CallState.ENDED);
    return new StateNews(call, new DialogId(id), state, another);
  }

  void take(Step raw) {
    Step step = flaw.apply(raw);
    phase = step.next();
    for (Output output : step.outputs()) {
      if (!ended) {
        execute(output);
      }
    }
  }

  private void execute(Output output) {
    if (output instanceof Output.Ask ask) {
      schedule(1, new Request(ask.request(), false));
    } else if (output instanceof Output.Tell tell) {
      tell(tell);
    } else if (output instanceof Output.Wait wait) {
      int version = waits.merge(wait.deadline(), 1, Integer::sum);
      Deadlines deadlines = Deadlines.defaults().limitedBy(scenario.timeouts());
      long length = deadlines.of(wait.deadline()).toMillis();
      agenda.removeIf(
          due -> due.what instanceof WaitOver over && over.deadline() == wait.deadline());
      schedule(length, new WaitOver(wait.deadline(), 0));
      waits.put(wait.deadline(), version);
    } else if (output instanceof Output.StopWaiting stop) {
      agenda.removeIf(
          due -> due.what instanceof WaitOver over && over.deadline() == stop.deadline());
    } else if (output instanceof Output.Follow follow) {
      follow(follow.call());
    } else if (output instanceof Output.Expect expect) {
      expectation = expect.expectation();
      dialogs.values().forEach(dialog -> knownBefore.add(dialog.call()));
    } else if (output instanceof Output.Look look) {
      schedule(2, new Certain(phones.looked(look.call())));
    } else if (output instanceof Output.Search) {
      schedule(5, new Happening.PhoneActs(Act.IS_RECOGNISED, "search", ""));
    } else if (output instanceof Output.After after) {
      afterwards = after.afterwards();
    } else if (output instanceof Output.End end) {
      end(end.failure());
    } else if (output instanceof Output.Elsewhere) {
      throw new IllegalStateException("the model has one proxy");
    }
  }

  private void follow(CallId call) {
    boolean first = followed.add(call);
    for (ModelDialog dialog : List.copyOf(dialogs.values())) {
      if (dialog.call().equals(call.value())) {
        schedule(1, new Certain(new Input.Heard(news(dialog))));
      }
    }
    if (first) {
      schedule(1500, new Look(call, 1500));
    }
  }

  private void tell(Output.Tell tell) {
    String text = tell.event() + " " + (tell.data() == null ? "" : tell.data());
    violation = violation == null ? Rules.onTold(this, tell.event(), text) : violation;
    told.add(text);
    path.add(at() + "the client is told " + text);
  }

  private void end(@Nullable Cause cause) {
    ended = true;
    failure = cause;
    agenda.removeIf(due -> due.what instanceof WaitOver || due.what instanceof Look);
    path.add(at() + "ended" + (cause == null ? "" : ": " + cause.text()));
    violation = violation == null ? Rules.onEnd(this) : violation;
  }

  String at() {
    return now + " ms  ";
  }

  /** A call is looked at that nothing was heard of. */
  void look(Look look) {
    for (ModelDialog dialog : List.copyOf(dialogs.values())) {
      boolean known = dialog.isUp() || heard.containsKey(dialog.id()); // what is over is not listed
      boolean differs = known && heard.get(dialog.id()) != dialog.state();
      if (dialog.call().equals(look.call().value()) && differs) {
        feed(new Input.Heard(news(dialog)));
      }
    }
    long wait = Math.min(10_000, look.waited() * 2);
    if (!ended) {
      schedule(wait, new Look(look.call(), wait));
    }
  }

  /** Lets happen what is due, as the network would without a fault. */
  void happen(Happening what) {
    if (what instanceof Request request) {
      phones.onRequest(request);
    } else if (what instanceof Happening.Sent sent) {
      phones.onRequest(new Request(sent.request(), false));
    } else if (what instanceof Answer answer) {
      feed(answer.input());
    } else if (what instanceof Report report) {
      feed(report.input());
    } else if (what instanceof Certain certain) {
      inReply = true; // of the table: it says how all is, news or not
      feed(certain.input());
      inReply = false;
    } else if (what instanceof PhoneActs acts) {
      phones.act(acts);
    } else if (what instanceof Look look) {
      look(look);
    } else if (what instanceof WaitOver over) {
      feed(new Input.Due(over.deadline()));
    } else if (what instanceof Happening.ByTheWay way) {
      phones.byTheWay(way.kind());
    }
  }

  ModelDialog dialog(String id, String call, Kind kind, @Nullable String transferOf) {
    ModelDialog dialog = new ModelDialog(id, call, CallState.STARTED, kind, transferOf, false);
    put(dialog);
    return dialog;
  }
}
