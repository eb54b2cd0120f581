package io.callapi.opensips.flow;

/** In which order requests wait for a proxy that answers late, the most urgent first. */
public enum Urgency {
  /** Proof that the link works: does not wait, so that overload does not look like death. */
  PROBE,
  /** Ends a call. */
  ENDING,
  /** A command that runs goes on. */
  RUNNING,
  /** A new command begins. */
  STARTING,
  /** Looks up what an event should have told: nothing waits for it but certainty. */
  CHECKING
}
