package io.callapi.bench.faults;

/**
 * How a command has to come out, by the phones that have a part in it: what docs/protocol.md says
 * for what {@code serve --help} says of them.
 */
final class Habits {

  private Habits() {}

  /** Of a CallStart. */
  static Expected start(String caller, String callee) {
    return calledByServer(caller).and(referred(caller)).and(calledByPhone(callee));
  }

  /** Of a blind transfer, whose REFER goes to that phone. */
  static Expected blindTransfer(String referred, String destination) {
    return referred(referred).and(calledByPhone(destination));
  }

  /** Of an attended transfer, whose REFER goes to the first one. */
  static Expected attendedTransfer(String referred, String reached) {
    boolean plainCall = referred.equals("noreplaces") || reached.equals("noreplaces");
    return plainCall ? Expected.FAILURE : blindTransfer(referred, reached);
  }

  static Expected hold(String caller, String callee) {
    return either("nohold", caller, callee) ? Expected.FAILURE : Expected.SUCCESS;
  }

  /** Of a resume. The proxy has not marked a leg as held whose audio was off already: 480. */
  static Expected resume(String caller, String callee) {
    if (either("inactive", caller, callee)) {
      return Expected.EITHER;
    }
    return either("noresume", caller, callee) ? Expected.FAILURE : Expected.SUCCESS;
  }

  /** The first call of a CallStart: nobody tries again. */
  private static Expected calledByServer(String phone) {
    return switch (phone) {
      case "redirect" -> Expected.failure(302);
      case "challenge" -> Expected.failure(407);
      case "pcma" -> Expected.SUCCESS;
      default -> calledByPhone(phone);
    };
  }

  /** A phone tries again where it is redirected or challenged. */
  private static Expected calledByPhone(String phone) {
    return switch (phone) {
      case "busy" -> Expected.failure(486);
      case "decline" -> Expected.failure(603);
      case "unreachable" -> Expected.failure(404);
      case "strictsips" -> Expected.failure(480);
      case "pcma" -> Expected.failure(488);
      case "noanswer", "silent" -> Expected.FAILURE;
      default -> Expected.SUCCESS;
    };
  }

  private static Expected referred(String phone) {
    return switch (phone) {
      case "norefer" -> Expected.failure(603);
      case "mutereferee", "refmute", "refbusy" -> Expected.FAILURE;
      // The first obeys when all have given up, and the second leaves little to find its call by.
      case "toolateanswer", "hangupfirst" -> Expected.EITHER;
      default -> Expected.SUCCESS;
    };
  }

  /** Whose phone it is that answers a call to that address, and may be asked for more. */
  static String answering(String user) {
    return user.equals("redirect") ? "carol" : user;
  }

  /** True if the phone ends the old call before it has a new one. */
  static boolean hangsUpFirst(String referred) {
    return referred.equals("hangupfirst");
  }

  /** True if a call that comes of a REFER cannot be told from one that people place. */
  static boolean leavesNoTrace(String referred) {
    return referred.equals("plain");
  }

  /** True if the phones show both legs as held, whatever the server asks for. */
  static boolean switchesOff(String caller, String callee) {
    return either("inactive", caller, callee);
  }

  private static boolean either(String habit, String one, String other) {
    return one.equals(habit) || other.equals(habit);
  }
}
