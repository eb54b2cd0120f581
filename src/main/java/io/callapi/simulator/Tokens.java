package io.callapi.simulator;

import java.util.random.RandomGenerator;

/** Makes the random parts of SIP messages: tags, Call-IDs, branches. */
final class Tokens {

  private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789";

  private final RandomGenerator random = RandomGenerator.getDefault();

  /** A tag as a phone makes it. */
  String tag() {
    return word(10);
  }

  /** A Call-ID as a phone makes it. */
  String callId() {
    return word(12) + "@phone.invalid";
  }

  /** A From tag as the proxy makes it. */
  String proxyTag() {
    return "533cb9e91f4b999cf76861cbb9ed54ed-%04x".formatted(random.nextInt(0x10000));
  }

  /** A To tag of an answer that the proxy made itself. */
  String localReplyTag() {
    return "%04x-6b0502c934f90e9435a504a8b11fc2be".formatted(random.nextInt(0x10000));
  }

  /** A Call-ID as the proxy makes it. */
  String proxyCallId(String host) {
    return "%016x-7633@%s".formatted(random.nextLong(), host);
  }

  String branch() {
    return "z9hG4bK%04x.%08x.0".formatted(random.nextInt(0x10000), random.nextInt());
  }

  /** The number that a phone counts its requests from. */
  static int cseq() {
    return RandomGenerator.getDefault().nextInt(100, 900);
  }

  /** The number that the proxy counts its dialogs from. */
  int dialogNumber() {
    return random.nextInt(0x1000000, 0x40000000);
  }

  private String word(int length) {
    StringBuilder word = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      word.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return word.toString();
  }
}
