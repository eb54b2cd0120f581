package io.callapi.call.model;

import io.callapi.call.model.Scenario.Incident;
import io.callapi.command.Deadline;
import io.callapi.command.Input;
import io.callapi.proxy.ProxyRequest;
import io.callapi.sip.CallId;

/** What can happen next in the model. */
sealed interface Happening {

  /** A request arrives at the proxy; the network may spoil that. */
  record Request(ProxyRequest<?> request, boolean copy) implements Happening {}

  /** The connector has kept a request back, and now it is carried out. */
  record Sent(ProxyRequest<?> request) implements Happening {}

  /** The proxy answers; the network may spoil that. */
  record Answer(Input input) implements Happening {}

  /** The proxy reports something; the network may spoil that. */
  record Report(Input input) implements Happening {}

  /** The table of calls tells what it has looked up; nothing spoils that. */
  record Certain(Input input) implements Happening {}

  /** A phone does something. */
  record PhoneActs(Act act, String call, String dialog) implements Happening {
    enum Act {
      ANSWERS_SETUP,
      PLACES_CALL,
      ANSWERS,
      GETS_BUSY,
      GIVES_UP_RINGING,
      IS_CHALLENGED,
      CALLS_AGAIN,
      CALLS_ELSEWHERE,
      HANGS_UP_OLD_CALL,
      NOTIFIES_EARLIER,
      IS_RECOGNISED
    }
  }

  /** The table looks at a call that nothing was heard of. */
  record Look(CallId call, long waited) implements Happening {}

  /** A wait of the command is over. */
  record WaitOver(Deadline deadline, int version) implements Happening {}

  /** Something that nobody has asked for. */
  record ByTheWay(Incident.Kind kind) implements Happening {}

  /** True if the network has a hand in it. */
  default boolean isOnTheNetwork() {
    return this instanceof Request || this instanceof Answer || this instanceof Report;
  }
}
