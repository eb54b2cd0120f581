package io.callapi.call.model;

import io.callapi.call.model.Happening.Answer;
import io.callapi.call.model.Happening.ByTheWay;
import io.callapi.call.model.Happening.Certain;
import io.callapi.call.model.Happening.PhoneActs;
import io.callapi.call.model.Happening.PhoneActs.Act;
import io.callapi.call.model.Happening.Report;
import io.callapi.call.model.Happening.Request;
import io.callapi.call.model.ModelDialog.Kind;
import io.callapi.call.model.Scenario.CallerPhone;
import io.callapi.call.model.Scenario.Destination;
import io.callapi.call.model.Scenario.Incident;
import io.callapi.call.model.Scenario.Transferor;
import io.callapi.calls.CallNews;
import io.callapi.calls.CallNews.EndingNews;
import io.callapi.calls.CallNews.LostNews;
import io.callapi.calls.CallNews.NewCallNews;
import io.callapi.calls.CallNews.TransferNews;
import io.callapi.command.Input;
import io.callapi.command.Timeouts;
import io.callapi.proxy.CallEvent.TransferStage;
import io.callapi.proxy.CallFailure.Reason;
import io.callapi.proxy.CallState;
import io.callapi.proxy.Cause;
import io.callapi.proxy.Dialog;
import io.callapi.proxy.DialogId;
import io.callapi.proxy.DialogRef;
import io.callapi.proxy.ProxyRequest;
import io.callapi.proxy.ProxyRequest.Refused;
import io.callapi.sip.CallId;
import io.callapi.sip.SipStatus;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The phones of a scenario, and the proxy between them. */
final class Phones {

  private static final SipStatus RINGING = new SipStatus(180, "Ringing");
  private static final SipStatus OK = new SipStatus(200, "OK");
  private static final SipStatus BUSY = new SipStatus(486, "Busy Here");
  private static final SipStatus CHALLENGE = new SipStatus(407, "Proxy Authentication Required");
  private static final SipStatus REDIRECT = new SipStatus(302, "Moved Temporarily");
  private static final SipStatus TIMEOUT = new SipStatus(408, "Request Timeout");

  private final World world;
  final HeldLegs legs;
  private int calls;
  private int refers;
  private boolean agreed;
  private @Nullable ProxyRequest<?> originate;
  private @Nullable String label;

  /** The set-up dialog in which the phone was referred. */
  private String setup = "d-setup";

  Phones(World world) {
    this.world = world;
    this.legs = new HeldLegs(world);
  }

  Phones(World world, Phones other) {
    this.world = world;
    this.legs = new HeldLegs(world, other.legs);
    this.calls = other.calls;
    this.refers = other.refers;
    this.agreed = other.agreed;
    this.originate = other.originate;
    this.label = other.label;
    this.setup = other.setup;
  }

  Object key() {
    return List.of(
        calls, refers, agreed, String.valueOf(label), legs.key(), originate == null, setup);
  }

  void note(CallNews news) {
    if (news instanceof TransferNews transfer && transfer.isNew() && transfer.newCallId() != null) {
      world.toldOf.add(transfer.newCallId().value());
    } else if (news instanceof NewCallNews found) {
      world.toldOf.add(found.dialog().callId().value());
    } else if (news instanceof TransferNews notify && isFailureOfThis(notify)) {
      world.toldOf.add(Rules.FAILURE_NAMED);
    }
  }

  private static boolean isFailureOfThis(TransferNews notify) {
    SipStatus status = notify.status();
    return notify.newCallId() == null && status != null && status.isFailure();
  }

  private boolean isFollowed() {
    return world.scenario.transferor() != Transferor.PLACES_A_CALL_THAT_IS_NOT_FOLLOWED;
  }

  // The proxy.

  void onRequest(Request request) {
    ProxyRequest<?> asked = request.request();
    if (asked instanceof ProxyRequest.Originate) {
      originate(asked, request.copy());
    } else if (asked instanceof ProxyRequest.Refer refer) {
      refer(asked, refer.dialog(), request.copy());
    } else if (asked instanceof ProxyRequest.ReferReplacing refer) {
      refer(asked, refer.dialog(), request.copy());
    } else if (asked instanceof ProxyRequest.Release release) {
      release(release, request.copy());
    } else if (asked instanceof ProxyRequest.ChangeHold change) {
      legs.onRequest(change, request.copy());
    } else {
      throw new IllegalStateException("the model knows no " + asked);
    }
  }

  /** Each copy makes a dialog of its own; the phone refuses it while it has another one. */
  private void originate(ProxyRequest<?> asked, boolean copy) {
    boolean isBusy = setups().anyMatch(ModelDialog::isUp);
    String id = copy ? "d-setup" + (setups().count() + 1) : "d-setup";
    world.dialog(id, World.SETUP, Kind.SETUP, null);
    if (copy && isBusy) {
      world.become(id, CallState.ENDED);
      return;
    }
    if (!copy) {
      originate = asked;
    }
    switch (world.scenario.caller()) {
      case ANSWERS -> {
        world.become(id, CallState.RINGING);
        world.schedule(50, new PhoneActs(Act.ANSWERS_SETUP, World.SETUP, id));
      }
      case NO_ANSWER -> {
        world.become(id, CallState.RINGING);
        world.schedule(120_000, new PhoneActs(Act.GETS_BUSY, World.SETUP, id));
      }
      case BUSY -> world.schedule(2, new PhoneActs(Act.GETS_BUSY, World.SETUP, id));
      case SILENT -> world.schedule(5000, new PhoneActs(Act.GETS_BUSY, World.SETUP, id));
    }
  }

  private Stream<ModelDialog> setups() {
    return world.dialogs.values().stream().filter(dialog -> dialog.kind() == Kind.SETUP);
  }

  private void setupRefused(SipStatus status) {
    ProxyRequest<?> asked = originate;
    if (asked != null) {
      originate = null;
      answer(asked, new Refused(Reason.REFUSED, Cause.sip(status)));
    }
  }

  private void answer(ProxyRequest<?> asked, Refused refused) {
    world.schedule(1, new Answer(new Input.Failed(asked, refused)));
  }

  private void done(ProxyRequest<?> asked) {
    agreed |= asked instanceof ProxyRequest.Refer || asked instanceof ProxyRequest.ReferReplacing;
    world.schedule(1, new Answer(new Input.Done(asked)));
  }

  private void refer(ProxyRequest<?> asked, DialogRef ref, boolean copy) {
    ModelDialog old = world.dialogs.get(Objects.requireNonNull(ref.id()).value());
    if (old == null || !old.isUp()) {
      unlessCopy(copy, () -> answer(asked, unknown("Dialog not found")));
      return;
    }
    refers++;
    setup = old.kind() == Kind.SETUP ? old.id() : setup;
    Transferor phone = world.scenario.transferor();
    switch (phone) {
      case REFUSES ->
          unlessCopy(
              copy, () -> answer(asked, new Refused(Reason.REFUSED, Cause.sip(603, "Decline"))));
      case SAYS_NOTHING -> unanswered(asked);
      case OBEYS_AFTER_THE_PROXY_HAS_GIVEN_UP -> {
        unanswered(asked);
        world.schedule(7000, new PhoneActs(Act.PLACES_CALL, oldCall(), oldDialog()));
      }
      case REFUSES_ONCE_FOR_GLARE -> {
        if (refers == 1) {
          answer(asked, new Refused(Reason.REFUSED, Cause.sip(491, "Request Pending")));
        } else {
          obey(asked, copy, 1, 30);
        }
      }
      case AGREES_AND_DOES_NOTHING -> unlessCopy(copy, () -> done(asked));
      case AGREES_LATE -> obey(asked, copy, 3000, 3030);
      case CALLS_LATE -> obey(asked, copy, 1, 1000);
      case HANGS_UP_FIRST -> {
        world.schedule(10, new PhoneActs(Act.HANGS_UP_OLD_CALL, old.call(), old.id()));
        obey(asked, copy, 1, 50);
      }
      case NOTIFIES_OF_EARLIER_TRANSFER -> {
        world.schedule(500, new PhoneActs(Act.NOTIFIES_EARLIER, old.call(), old.id()));
        obey(asked, copy, 1, 600);
      }
      default -> obey(asked, copy, 1, 30);
    }
  }

  private void unanswered(ProxyRequest<?> asked) {
    world.schedule(
        5000, new Answer(new Input.Failed(asked, new Refused(Reason.REFUSED, Cause.sip(TIMEOUT)))));
  }

  private void obey(ProxyRequest<?> asked, boolean copy, long agrees, long calls) {
    agreed = true;
    unlessCopy(copy, () -> world.schedule(agrees, new Answer(new Input.Done(asked))));
    world.schedule(calls, new PhoneActs(Act.PLACES_CALL, oldCall(), oldDialog()));
  }

  /** The answer to a doubled request is not heard a second time. */
  private static void unlessCopy(boolean copy, Runnable answer) {
    if (!copy) {
      answer.run();
    }
  }

  private String oldCall() {
    return world.scenario.method().equals("CallStart") ? World.SETUP : "a";
  }

  private String oldDialog() {
    return world.scenario.method().equals("CallStart") ? setup : "d-a";
  }

  private static Refused unknown(String text) {
    return new Refused(Reason.CALL_UNKNOWN, Cause.mi(404, text));
  }

  private void release(ProxyRequest.Release release, boolean copy) {
    List<ModelDialog> meant =
        world.dialogs.values().stream()
            .filter(ModelDialog::isUp)
            .filter(
                dialog ->
                    release.dialog().covers(new CallId(dialog.call()), new DialogId(dialog.id())))
            .toList();
    if (meant.isEmpty()) {
      unlessCopy(copy, () -> answer(release, unknown("Requested Dialog not found")));
      return;
    }
    ModelDialog dialog = meant.get(0);
    if (dialog.kind() == Kind.OF_OTHERS) {
      world.violation = "a call of others is ended: " + dialog.call();
    }
    unlessCopy(copy, () -> done(release));
    end(dialog, new SipStatus(487, "Request Terminated"));
  }

  /** Ends a dialog; whoever rings hears why. */
  private void end(ModelDialog dialog, SipStatus why) {
    boolean rang = !dialog.state().isAtLeast(CallState.ANSWERED);
    world.become(dialog.id(), CallState.ENDED);
    if (dialog.kind() == Kind.SETUP) {
      setupRefused(why);
    } else if (dialog.kind() == Kind.NEW && rang) {
      report(dialog.call(), TransferStage.FAILED, why);
    } else if (dialog.id().equals("d-a") || dialog.id().equals("d-b")) {
      world.path.add(world.at() + "call " + dialog.call() + " is over");
    }
  }

  Input looked(CallId call) {
    List<Dialog> dialogs =
        world.dialogs.values().stream()
            .filter(dialog -> dialog.isUp() && dialog.call().equals(call.value()))
            .map(ModelDialog::listed)
            .toList();
    return new Input.Looked(call, dialogs);
  }

  // The phones.

  void act(PhoneActs acts) {
    switch (acts.act()) {
      case ANSWERS_SETUP -> answerSetup(acts.dialog());
      case PLACES_CALL -> placeCall("n" + ++calls, acts.dialog());
      case ANSWERS -> answers(acts);
      case GETS_BUSY -> getsRefused(acts);
      case GIVES_UP_RINGING -> givesUpRinging(acts);
      case IS_CHALLENGED -> isChallenged(acts);
      case CALLS_AGAIN -> callsAgain(acts);
      case CALLS_ELSEWHERE -> placeCall("n" + ++calls, acts.dialog());
      case HANGS_UP_OLD_CALL -> hangUp(acts.dialog());
      case NOTIFIES_EARLIER -> report(label == null ? "e1" : label, TransferStage.NOTIFY, BUSY);
      case IS_RECOGNISED -> recognise(acts);
    }
  }

  private void answerSetup(String id) {
    ModelDialog setup = world.dialogs.get(id);
    ProxyRequest<?> asked = originate;
    if (setup != null && setup.isUp()) {
      originate = null;
      world.become(id, CallState.ANSWERED);
      if (asked != null) {
        done(asked);
      }
      world.become(id, CallState.CONFIRMED);
    }
  }

  /** Whether one has agreed to a REFER, or has placed a call for it. */
  boolean haveAgreed() {
    return agreed;
  }

  private void placeCall(String call, String old) {
    agreed = true;
    String id = "d-" + call;
    world.path.add(world.at() + "the referred phone places call " + call);
    world.dialog(id, call, Kind.NEW, old);
    label = call;
    startCall(call, id);
    Act next =
        switch (world.scenario.destination()) {
          case ANSWERS -> Act.ANSWERS;
          case BUSY -> Act.GETS_BUSY;
          case NO_ANSWER -> Act.GIVES_UP_RINGING;
          case CHALLENGES, CHALLENGES_AND_IS_GIVEN_UP, REDIRECTS_TO_NEW_CALL ->
              call.equals("n1") ? Act.IS_CHALLENGED : Act.ANSWERS;
        };
    if (next == Act.ANSWERS || next == Act.GIVES_UP_RINGING) {
      ring(call, id);
    }
    world.schedule(
        next == Act.GIVES_UP_RINGING ? 120_000 : next == Act.ANSWERS ? 50 : 2,
        new PhoneActs(next, call, id));
  }

  private void startCall(String call, String id) {
    report(call, TransferStage.START, null);
    if (!isOldCallUp() || !isFollowed()) {
      // No report names it: the table recognises it by itself.
      world.schedule(200, new PhoneActs(Act.IS_RECOGNISED, call, id));
    }
  }

  private void ring(String call, String id) {
    world.become(id, CallState.RINGING);
    if (world.scenario.transferor() == Transferor.NOTIFIES_SUCCESS_TOO_EARLY) {
      notify(call, OK);
    } else {
      notify(call, RINGING);
    }
  }

  private boolean isOldCallUp() {
    ModelDialog old = world.dialogs.get(oldDialog());
    return old != null && old.isUp();
  }

  private void answers(PhoneActs acts) {
    ModelDialog dialog = world.dialogs.get(acts.dialog());
    if (dialog != null && dialog.isUp()) {
      world.become(acts.dialog(), CallState.ANSWERED);
      report(acts.call(), TransferStage.OK, OK);
      world.become(acts.dialog(), CallState.CONFIRMED);
      notify(acts.call(), OK);
      if (world.scenario.method().equals("CallAttendedTransfer")) {
        world.schedule(30, new PhoneActs(Act.HANGS_UP_OLD_CALL, "b", "d-b"));
      }
    }
  }

  private void givesUpRinging(PhoneActs acts) {
    ModelDialog dialog = world.dialogs.get(acts.dialog());
    if (dialog != null && dialog.isUp() && world.violation == null) {
      world.violation = Rules.onRungToTheEnd(world);
    }
    refusedAndNotified(acts, TIMEOUT);
  }

  private void getsRefused(PhoneActs acts) {
    ModelDialog dialog = world.dialogs.get(acts.dialog());
    if (dialog == null || !dialog.isUp()) {
      return;
    }
    if (dialog.kind() == Kind.SETUP) {
      boolean rings = world.scenario.caller() == CallerPhone.NO_ANSWER;
      world.violation =
          rings && world.violation == null ? Rules.onRungToTheEnd(world) : world.violation;
      end(dialog, world.scenario.caller() == CallerPhone.BUSY ? BUSY : TIMEOUT);
    } else {
      refusedAndNotified(acts, BUSY);
    }
  }

  private void refusedAndNotified(PhoneActs acts, SipStatus status) {
    ModelDialog dialog = world.dialogs.get(acts.dialog());
    if (dialog != null && dialog.isUp()) {
      end(dialog, status);
      notify(acts.call(), status);
    }
  }

  private void isChallenged(PhoneActs acts) {
    ModelDialog dialog = world.dialogs.get(acts.dialog());
    if (dialog == null || !dialog.isUp()) {
      return;
    }
    boolean redirected = world.scenario.destination() == Destination.REDIRECTS_TO_NEW_CALL;
    end(dialog, redirected ? REDIRECT : CHALLENGE);
    switch (world.scenario.destination()) {
      case CHALLENGES -> world.schedule(5, new PhoneActs(Act.CALLS_AGAIN, acts.call(), "d-again"));
      case REDIRECTS_TO_NEW_CALL ->
          world.schedule(5, new PhoneActs(Act.CALLS_ELSEWHERE, acts.call(), oldDialog()));
      default -> notify(acts.call(), CHALLENGE);
    }
  }

  private void callsAgain(PhoneActs acts) {
    world.dialog(acts.dialog(), acts.call(), Kind.NEW, oldDialog());
    startCall(acts.call(), acts.dialog());
    ring(acts.call(), acts.dialog());
    world.schedule(2000, new PhoneActs(Act.ANSWERS, acts.call(), acts.dialog()));
  }

  private void hangUp(String id) {
    ModelDialog dialog = world.dialogs.get(id);
    if (dialog != null && dialog.isUp()) {
      world.become(id, CallState.ENDED);
      legs.hungUp();
    }
  }

  private void recognise(PhoneActs acts) {
    List<Dialog> fitting =
        world.dialogs.values().stream()
            .filter(dialog -> dialog.kind() == Kind.NEW)
            .sorted((one, other) -> Boolean.compare(other.isUp(), one.isUp()))
            .map(ModelDialog::listed)
            .toList();
    if (acts.call().equals("search")) {
      world.feed(new Input.Searched(fitting));
    } else {
      fitting.stream()
          .filter(dialog -> dialog.id().value().equals(acts.dialog()))
          .filter(dialog -> dialog.isUp() || world.toldOf.isEmpty())
          .forEach(
              dialog ->
                  world.feed(new Input.Heard(new NewCallNews(new CallId(oldCall()), dialog))));
    }
  }

  private void notify(String call, SipStatus status) {
    if (world.scenario.transferor() != Transferor.NOTIFIES_NOTHING) {
      report(call, TransferStage.NOTIFY, status);
    }
  }

  /** Nothing is reported of a transfer any more once the old call is over. */
  private void report(String call, TransferStage stage, @Nullable SipStatus status) {
    if (!isOldCallUp() && stage != TransferStage.FAILED && stage != TransferStage.OK) {
      return;
    }
    if (!isFollowed()) {
      reportUnnamed(stage, status);
      return;
    }
    boolean isNew = !world.knownBefore.contains(call) && !call.equals("e1");
    world.schedule(
        1,
        new Report(
            new Input.Heard(
                new TransferNews(
                    new CallId(oldCall()), new CallId(call), isNew, null, stage, status))));
  }

  private void reportUnnamed(TransferStage stage, @Nullable SipStatus status) {
    if (stage == TransferStage.NOTIFY) {
      TransferNews news = new TransferNews(new CallId(oldCall()), null, false, null, stage, status);
      world.schedule(1, new Report(new Input.Heard(news)));
    }
  }

  // What happens by the way.

  void byTheWay(Incident.Kind kind) {
    switch (kind) {
      case PEER_HANGS_UP -> hangUp(oldDialog());
      case ENDED_BY_COMMAND -> {
        world.feed(new Input.Heard(new EndingNews(new CallId(oldCall()), "end-1")));
        world.schedule(3000, new ByTheWay(Incident.Kind.PEER_HANGS_UP));
      }
      case CANCELLED -> world.feed(new Input.Cancelled(Cause.client("The client has left")));
      case TOTAL_IS_OVER -> world.feed(new Input.Cancelled(Timeouts.tookTooLong()));
      case CALL_BY_HAND -> {
        world.dialog("d-hand", "hand", Kind.OF_OTHERS, null);
        world.become("d-hand", CallState.CONFIRMED);
      }
      case PROXY_RESTARTS -> restart();
    }
  }

  private void restart() {
    world.agenda.removeIf(due -> due.what() instanceof PhoneActs || due.what().isOnTheNetwork());
    for (ModelDialog dialog : List.copyOf(world.dialogs.values())) {
      if (dialog.isUp() && dialog.kind() != Kind.OF_OTHERS) {
        world.put(dialog.in(CallState.ENDED));
        world.schedule(5, new Certain(new Input.Heard(new LostNews(new CallId(dialog.call())))));
      }
    }
    setupRefused(TIMEOUT);
  }
}
