package io.callapi.call.model;

import io.callapi.call.model.Scenario.CallerPhone;
import io.callapi.call.model.Scenario.Destination;
import io.callapi.call.model.Scenario.HeldPhone;
import io.callapi.call.model.Scenario.Incident.Kind;
import io.callapi.call.model.Scenario.Transferor;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;

/** Every command, beside phones of every kind, and with what may happen by the way. */
final class Scenarios {

  private static final long[] MOMENTS = {1, 4, 45, 60, 90, 110, 150, 1500};

  /** Shorter and longer than the phones take, which answer after about 50 ms. */
  private static final int[] RINGS = {20, 51, 60, 100, 600};

  private Scenarios() {}

  static List<Scenario> all() {
    List<Scenario> all = new ArrayList<>();
    for (CallerPhone phone : CallerPhone.values()) {
      all.add(Scenario.of("CallStart").with(phone));
    }
    for (String method : List.of("CallStart", "CallBlindTransfer", "CallAttendedTransfer")) {
      transfers(method, all);
    }
    for (CallerPhone phone : CallerPhone.values()) {
      for (int ring : RINGS) {
        all.add(Scenario.of("CallStart").with(phone).ringing(ring));
      }
    }
    for (String method : List.of("CallHold", "CallUnhold")) {
      for (HeldPhone phone : HeldPhone.values()) {
        all.add(Scenario.of(method).with(phone));
      }
      incidents(Scenario.of(method), all);
    }
    all.add(Scenario.of("CallEnd"));
    incidents(Scenario.of("CallEnd"), all);
    return all.stream().distinct().toList();
  }

  private static void transfers(String method, List<Scenario> all) {
    for (Transferor phone : Transferor.values()) {
      all.add(Scenario.of(method).with(phone));
      all.add(Scenario.of(method).with(phone).with(Destination.BUSY));
    }
    for (Destination phone : Destination.values()) {
      all.add(Scenario.of(method).with(phone));
      for (int ring : RINGS) {
        all.add(Scenario.of(method).with(phone).ringing(ring));
      }
    }
    incidents(Scenario.of(method), all);
    for (long moment : MOMENTS) {
      all.add(Scenario.of(method).with(moment, Kind.TOTAL_IS_OVER));
      all.add(Scenario.of(method).ringing(60).with(moment, Kind.CANCELLED));
    }
  }

  private static void incidents(Scenario scenario, List<Scenario> all) {
    for (Kind kind : EnumSet.complementOf(EnumSet.of(Kind.TOTAL_IS_OVER))) {
      for (long moment : MOMENTS) {
        all.add(scenario.with(moment, kind));
      }
    }
  }
}
