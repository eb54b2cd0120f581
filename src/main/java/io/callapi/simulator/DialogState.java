package io.callapi.simulator;

/** The states of a dialog as OpenSIPS numbers them. */
enum DialogState {
  UNCONFIRMED(1),
  EARLY(2),
  CONFIRMED_WITHOUT_ACK(3),
  CONFIRMED(4),
  DELETED(5);

  private final int number;

  DialogState(int number) {
    this.number = number;
  }

  int number() {
    return number;
  }
}
