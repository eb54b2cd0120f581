package io.callapi.call.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every command, beside phones of every kind, with up to two faults of the network. */
class ExplorationTest {

  static List<Scenario> scenarios() {
    return Scenarios.all();
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void holdsItsRulesWhateverTheNetworkDoes(Scenario scenario) {
    int faults = scenario.incidents().isEmpty() ? 2 : 1;
    Explorer explorer = new Explorer();
    assertThat(explorer.explore(scenario, faults)).isEmpty();
  }
}
