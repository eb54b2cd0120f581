package io.callapi.bench.faults;

import io.callapi.bench.client.CommandLog;
import io.callapi.bench.client.CommandLog.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What the protocol says of the messages of one command: which, how often, in which order. */
public final class Stages {

  private static final String TRANSFER =
      "Transferring TransferStart (TransferPending )*TransferSuccessful ";

  // The legs go side by side: each starts before it succeeds.
  private static final String LEGS =
      "(A B a b |A B b a |A a B b |B A a b |B A b a |B b A a )"
          .replace("A", "XStart:caller")
          .replace("a ", "XSuccessful:caller ")
          .replace("B", "XStart:callee")
          .replace("b ", "XSuccessful:callee ");

  private static final Map<String, Pattern> ORDER =
      Map.of(
          "Echo", Pattern.compile("Reply "),
          "CallEnd", Pattern.compile(""),
          "CallBlindTransfer", Pattern.compile(TRANSFER),
          "CallAttendedTransfer", Pattern.compile(TRANSFER),
          "CallHold", Pattern.compile("CallHolding " + LEGS.replace("X", "CallHold")),
          "CallUnhold", Pattern.compile("CallUnholding " + LEGS.replace("X", "CallUnhold")),
          "CallStart",
              Pattern.compile(
                  "CallerAnswered Transferring TransferStart (TransferPending )*CalleeAnswered "));

  private Stages() {}

  /** What is wrong with the messages of a command that is over; empty if nothing is. */
  public static List<String> problems(CommandLog log) {
    List<Entry> entries = log.entries();
    if (entries.size() == 1 && entries.get(0).message().containsKey("error")) {
      return List.of(); // refused: nothing else was ever said
    }
    List<String> problems = new ArrayList<>();
    if (!entries.get(0).isReply() || count(log, "Started") != 1) {
      problems.add("not one Started, first");
    }
    if (count(log, "Ended") != 1 || !entries.get(entries.size() - 1).event().equals("Ended")) {
      problems.add("not one Ended, last");
    }
    if (count(log, "Error") > 1 || (count(log, "Error") == 1 && !isErrorLast(entries))) {
      problems.add("not one Error right before Ended");
    }
    if (!isInOrder(log)) {
      problems.add("stages missing, twice or out of order");
    }
    return problems.isEmpty() ? problems : List.of(String.join(", ", problems) + ": " + told(log));
  }

  /** The stages in one line. */
  public static String told(CommandLog log) {
    return log.entries().stream().map(Stages::name).collect(Collectors.joining(" "));
  }

  private static boolean isInOrder(CommandLog log) {
    String stages =
        log.entries().stream()
            .filter(entry -> !List.of("Started", "Error", "Ended").contains(entry.event()))
            .map(entry -> name(entry) + " ")
            .collect(Collectors.joining());
    Pattern order = ORDER.get(log.method());
    if (order == null) {
      throw new IllegalArgumentException("no such method: " + log.method());
    }
    Matcher matcher = order.matcher(stages);
    // A command that fails has gone a part of the way.
    return matcher.matches() || (log.error().isPresent() && matcher.hitEnd());
  }

  private static boolean isErrorLast(List<Entry> entries) {
    return entries.size() > 1 && entries.get(entries.size() - 2).event().equals("Error");
  }

  private static long count(CommandLog log, String event) {
    return log.entries().stream().filter(entry -> entry.event().equals(event)).count();
  }

  private static String name(Entry entry) {
    String leg = entry.data().getString("leg");
    return leg == null ? entry.event() : entry.event() + ":" + leg;
  }
}
