package io.callapi.simulator;

import org.jspecify.annotations.Nullable;

/** One side of a dialog: the phone there, and what it said of itself. */
final class SimulatedLeg {

  /** Null where the proxy itself plays the party, as in the first call of a CallStart. */
  final @Nullable Phone phone;

  /** Where the phone is; empty for one that has rung and not answered. */
  final String contact;

  final String sdp;
  String tag;

  /** Whether the call comes with the credentials that were asked for. */
  boolean showsCredentials;

  /** The number of the phone's latest request in the dialog; 0 before the first. */
  int cseq;

  /** False once the phone has been told to end the call. */
  boolean connected = true;

  /** How callops has marked the leg: which directions of the audio are off. */
  int holdMode;

  /** Whether the phone has agreed to be held. */
  boolean held;

  /** Whether a phone of the call has switched the audio off itself (a=inactive). */
  boolean inactive;

  private boolean hasRefusedChange;
  private boolean hasRefusedRefer;

  SimulatedLeg(@Nullable Phone phone, String contact, String tag, String sdp) {
    this.phone = phone;
    this.contact = contact;
    this.tag = tag;
    this.sdp = sdp;
  }

  /** True for the first time. */
  boolean refusesFirstChange() {
    boolean first = !hasRefusedChange;
    hasRefusedChange = true;
    return first;
  }

  /** True for the first time. */
  boolean refusesFirstRefer() {
    boolean first = !hasRefusedRefer;
    hasRefusedRefer = true;
    return first;
  }
}
