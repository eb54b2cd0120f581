package io.callapi.simulator;

import org.jspecify.annotations.Nullable;

/** One side of a dialog: the phone there, and what it said of itself. */
final class DialogLeg {

  /** Null where the proxy itself plays the party, as in the first call of a CallStart. */
  final @Nullable Phone phone;

  final String contact;
  final String sdp;
  String tag;

  /** The number of the phone's latest request in the dialog; 0 before the first. */
  int cseq;

  /** False once the phone has been told to end the call. */
  boolean connected = true;

  /** How callops has marked the leg: which directions of the audio are off. */
  int holdMode;

  /** Whether the phone has agreed to be held. */
  boolean held;

  DialogLeg(@Nullable Phone phone, String contact, String tag, String sdp) {
    this.phone = phone;
    this.contact = contact;
    this.tag = tag;
    this.sdp = sdp;
  }
}
