package io.callapi.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of failures in docs/protocol.md is complete, and each row of it has a test. */
class FailureTableTest {

  private static final List<Class<?>> TESTS =
      List.of(
          CallStartFailuresAcceptanceIT.class,
          BlindTransferFailuresAcceptanceIT.class,
          AttendedTransferFailuresAcceptanceIT.class,
          HoldFailuresAcceptanceIT.class,
          UnholdFailuresAcceptanceIT.class,
          CallEndFailuresAcceptanceIT.class,
          ProxyGoneAcceptanceIT.class);

  private static final List<String> COMMANDS =
      List.of(
          "CallStart",
          "CallBlindTransfer",
          "CallAttendedTransfer",
          "CallHold",
          "CallUnhold",
          "CallEnd");

  /** What can go wrong, and how many rows each command must have for it, as in COMMANDS. */
  private enum Trouble {
    BUSY("is busy", "2 1 1 0 0 0"),
    DECLINED("declines", "2 1 1 0 0 0"),
    NO_ANSWER("(does not answer|'s phone is silent)", "4 1 1 0 0 0"),
    UNREACHABLE("is unreachable", "2 1 1 0 0 0"),
    REFER_REFUSED("(the|'s) phone refuses( the transfer)?", "1 1 1 0 0 0"),
    REFER_UNANSWERED("phone does not answer the REFER", "1 1 1 0 0 0"),
    REFER_THEN_SILENCE("phone agrees and does nothing", "1 1 1 0 0 0"),
    REFER_THEN_503("phone agrees and reports 503", "1 1 1 0 0 0"),
    REFER_THEN_PLAIN_CALL("phone places a plain call: no Replaces", "0 0 1 0 0 0"),
    HOLD_REFUSED("one phone refuses", "0 0 0 1 1 0"),
    CALL_UNKNOWN("call( A| B)? is unknown", "0 1 2 1 1 1"),
    // To end in the middle is all that CallEnd wants.
    CALL_ENDS("(ends in the middle|hangs up before the transfer)", "1 1 2 1 1 0"),
    CUT_SHORT("a CallEnd comes while .*", "2 2 1 1 1 0"),
    TRANSFER_PENDING("another transfer of .* is under way", "0 1 1 0 0 0"),
    EVENT_LOST("the event of one phone is lost", "0 0 0 1 0 0"),
    // The proxy refuses to end a call for one reason only: it does not know it.
    MI_ERROR("(proxy refuses the request|is (not )?on hold( already)?)", "1 1 1 1 1 0"),
    MI_SILENT("(proxy does not reply|re(ply of|quest to) the proxy is lost)", "1 1 1 2 2 2"),
    PROXY_GONE("the proxy is gone", "1 1 1 1 1 1"),
    CLIENT_GONE("the client leaves, `(cancel|finish)`", "2 2 2 2 2 2"),
    SERVER_STOPS("the server stops", "1 0 0 0 0 0");

    private final String failure;
    private final String rows;

    Trouble(String failure, String rows) {
      this.failure = failure;
      this.rows = rows;
    }

    int rowsOf(String command) {
      return Integer.parseInt(rows.split(" ", -1)[COMMANDS.indexOf(command)]);
    }

    boolean isOf(FailureTable.Row row) {
      return row.failure().matches(".*\\b" + failure);
    }
  }

  @ParameterizedTest
  @EnumSource
  void hasTheRowsOfEachCommandFor(Trouble trouble) {
    List<FailureTable.Row> found = FailureTable.rows().stream().filter(trouble::isOf).toList();

    for (String command : COMMANDS) {
      assertThat(found)
          .filteredOn(row -> row.command().equals(command))
          .as("%s of %s", trouble, command)
          .hasSize(trouble.rowsOf(command));
    }
  }

  static List<FailureTable.Row> rows() {
    return FailureTable.rows();
  }

  @ParameterizedTest
  @MethodSource("rows")
  void isAboutOneTroubleInEachRow(FailureTable.Row row) {
    assertThat(Trouble.values()).filteredOn(trouble -> trouble.isOf(row)).hasSize(1);
    assertThat(COMMANDS).contains(row.command());
  }

  @Test
  void hasATestForEachRow() {
    List<String> tests =
        TESTS.stream()
            .flatMap(tested -> Arrays.stream(tested.getDeclaredMethods()))
            .map(method -> method.getAnnotation(DisplayName.class))
            .filter(Objects::nonNull)
            .map(DisplayName::value)
            .toList();

    assertThat(tests)
        .containsExactlyInAnyOrderElementsOf(
            FailureTable.rows().stream().map(FailureTable.Row::title).toList());
  }
}
