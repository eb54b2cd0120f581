package io.callapi.simulator;

/** The identity of a dialog: its place in the proxy's hash table and a number. */
record SimulatedDialogId(int entry, long number) {

  private static final int TABLE_SIZE = 4096;

  static SimulatedDialogId of(String callId, long number) {
    return new SimulatedDialogId(Math.floorMod(callId.hashCode(), TABLE_SIZE), number);
  }

  /** What the proxy's database would use as key. */
  String databaseKey() {
    return Long.toString(((long) entry << 32) + number);
  }

  /** The text form: both numbers in hexadecimal, least significant digit first. */
  @Override
  public String toString() {
    return reversedHex(entry) + "." + reversedHex(number);
  }

  private static String reversedHex(long value) {
    return new StringBuilder(Long.toHexString(value)).reverse().toString();
  }
}
