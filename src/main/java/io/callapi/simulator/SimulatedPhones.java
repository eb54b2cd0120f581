package io.callapi.simulator;

import java.util.Arrays;
import java.util.List;

/** What each simulated phone does, for those who use them. */
public final class SimulatedPhones {

  private SimulatedPhones() {}

  /**
   * One phone.
   *
   * @param name the user part of its address; {@code any other} for all that are not named
   * @param does what it does, as a sentence without a subject
   */
  public record Row(String name, String does) {}

  /** All phones; the one that does nothing odd comes first. */
  public static List<Row> rows() {
    return Arrays.stream(PhoneBehaviour.values()).map(SimulatedPhones::row).toList();
  }

  private static Row row(PhoneBehaviour behaviour) {
    String name = behaviour == PhoneBehaviour.OBLIGING ? "any other" : behaviour.userPart();
    return new Row(name, behaviour.does());
  }
}
