package io.callapi.cluster;

/** A message of another node is not taken; expected, so it carries no trace. */
final class Refused extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String sender;

  /**
   * @param sender who it says it is; nobody has proven that
   */
  Refused(String sender, String reason) {
    super(reason, null, false, false);
    this.sender = sender;
  }

  String sender() {
    return sender;
  }
}
