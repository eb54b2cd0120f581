package io.callapi.client;

/** What the requests of a message count in the {@link RateLimit}. */
final class Cost {

  /**
   * A longer message is not read at all if it cannot be paid, and so is answered without its id.
   */
  static final int MAX_UNPAID_LENGTH = 4096;

  private static final int KIBI = 1024;
  private static final int NOT_RIGHT = 10;

  private Cost() {}

  /** A message counts one for each request in it, and one more for each full KiB. */
  static double of(String text) {
    return 1 + kibibytes(text);
  }

  /** The part of one request of a message. */
  static double share(String text, int requests) {
    return 1 + (double) kibibytes(text) / requests;
  }

  /** What a request that is not right counts in addition. */
  static double surcharge(double share) {
    return (NOT_RIGHT - 1) * share;
  }

  private static int kibibytes(String text) {
    return text.length() / KIBI;
  }
}
