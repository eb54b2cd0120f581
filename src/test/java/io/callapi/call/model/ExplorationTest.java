package io.callapi.call.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.callapi.call.model.Scenario.CallerPhone;
import io.callapi.call.model.Scenario.Destination;
import io.callapi.call.model.Scenario.HeldPhone;
import io.callapi.call.model.Scenario.Incident.Kind;
import io.callapi.call.model.Scenario.Transferor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every command, beside phones of every kind, with up to two faults of the network. */
class ExplorationTest {

  private static final long[] MOMENTS = {1, 4, 45, 60, 90, 110, 150, 1500};

  static Stream<Scenario> scenarios() {
    List<Scenario> all = new ArrayList<>();
    for (CallerPhone phone : CallerPhone.values()) {
      all.add(Scenario.of("CallStart").with(phone));
    }
    for (String method : List.of("CallStart", "CallBlindTransfer", "CallAttendedTransfer")) {
      transfers(method, all);
    }
    for (String method : List.of("CallHold", "CallUnhold")) {
      for (HeldPhone phone : HeldPhone.values()) {
        all.add(Scenario.of(method).with(phone));
      }
      incidents(Scenario.of(method), all);
    }
    all.add(Scenario.of("CallEnd"));
    incidents(Scenario.of("CallEnd"), all);
    return all.stream();
  }

  private static void transfers(String method, List<Scenario> all) {
    for (Transferor phone : Transferor.values()) {
      all.add(Scenario.of(method).with(phone));
      all.add(Scenario.of(method).with(phone).with(Destination.BUSY));
    }
    for (Destination phone : Destination.values()) {
      all.add(Scenario.of(method).with(phone));
    }
    incidents(Scenario.of(method), all);
  }

  private static void incidents(Scenario scenario, List<Scenario> all) {
    for (Kind kind : Kind.values()) {
      for (long moment : MOMENTS) {
        all.add(scenario.with(moment, kind));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void holdsItsRulesWhateverTheNetworkDoes(Scenario scenario) {
    int faults = scenario.incidents().isEmpty() ? 2 : 1;
    Explorer explorer = new Explorer();
    assertThat(explorer.explore(scenario, faults)).isEmpty();
  }
}
