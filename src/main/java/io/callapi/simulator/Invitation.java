package io.callapi.simulator;

import io.callapi.sip.SipStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** An INVITE on its way to a phone, until the phone or the proxy has answered for good. */
final class Invitation {

  /** Who made the final answer. */
  enum Source {
    PHONE,
    /** The proxy, which does not know where the phone is. */
    REGISTRAR,
    /** The proxy, after a phone that said nothing at all. */
    TIMER_OF_SILENCE,
    /** The proxy, after a phone that rang for too long. */
    TIMER_OF_RINGING
  }

  /** What has come of it. */
  record Outcome(SipStatus status, Source source) {

    boolean isAnswer() {
      return status.isSuccess();
    }
  }

  /** Hears how it goes; those added first hear it first. */
  interface Listener {

    default void ringing() {}

    void finished(Outcome outcome);
  }

  private static final SipStatus NOT_FOUND = new SipStatus(404, "Not Found");
  private static final SipStatus UNRESOLVABLE =
      new SipStatus(476, "Unresolvable destination (476/TM)");
  private static final SipStatus TIMEOUT = new SipStatus(408, "Request Timeout");

  private final Phone phone;
  private final SimulatedLeg caller;
  private final SimulatorTiming timing;
  private final Worker worker;
  private final List<Listener> listeners = new ArrayList<>();
  private final List<Worker.Due> timers = new ArrayList<>();
  private boolean finished;

  Invitation(Phone phone, SimulatedLeg caller, SimulatorTiming timing, Worker worker) {
    this.phone = phone;
    this.caller = caller;
    this.timing = timing;
    this.worker = worker;
  }

  Invitation tell(Listener listener) {
    listeners.add(listener);
    return this;
  }

  /** Hands it to the phone, which reacts according to its nature. */
  void deliver() {
    if (finished) {
      return;
    }
    PhoneBehaviour behaviour = phone.behaviour();
    if (phone.isNowhere() || !behaviour.isRegistered()) {
      finish(phone.isNowhere() ? UNRESOLVABLE : NOT_FOUND, Source.REGISTRAR);
      return;
    }
    SimulatedRefusals.ofCall(behaviour, caller)
        .ifPresentOrElse(
            status -> finish(status, Source.PHONE),
            behaviour.rings() ? this::ring : this::waitForSilentPhone);
  }

  /** Ends it with an answer of the phone, unless it has ended already. */
  void refuse(SipStatus status) {
    finish(status, Source.PHONE);
  }

  /** The caller or the proxy has lost interest. */
  void cancel() {
    finish(new SipStatus(487, "Request Terminated"), Source.PHONE);
  }

  private void waitForSilentPhone() {
    finishAfter(timing.frTimeout(), TIMEOUT, Source.TIMER_OF_SILENCE);
  }

  private void ring() {
    listeners.forEach(Listener::ringing);
    finishAfter(timing.frInvTimeout(), TIMEOUT, Source.TIMER_OF_RINGING);
    if (phone.behaviour().answers()) {
      finishAfter(timeToAnswer(), new SipStatus(200, "OK"), Source.PHONE);
    }
  }

  private Duration timeToAnswer() {
    return phone.behaviour() == PhoneBehaviour.SLOW ? timing.slowRing() : timing.ring();
  }

  private void finishAfter(Duration delay, SipStatus status, Source source) {
    timers.add(worker.after(delay, () -> finish(status, source)));
  }

  private void finish(SipStatus status, Source source) {
    if (finished) {
      return;
    }
    finished = true;
    timers.forEach(Worker.Due::cancel);
    Outcome outcome = new Outcome(status, source);
    listeners.forEach(listener -> listener.finished(outcome));
  }
}
