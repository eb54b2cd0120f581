package io.callapi.calls;

import static io.callapi.calls.DialogExamples.ALICE;
import static io.callapi.calls.DialogExamples.BOB;
import static io.callapi.calls.DialogExamples.NEW;
import static io.callapi.calls.DialogExamples.OLD;
import static io.callapi.calls.DialogExamples.idOf;
import static io.callapi.calls.DialogExamples.setup;
import static io.callapi.calls.DialogExamples.talk;
import static org.assertj.core.api.Assertions.assertThat;

import io.callapi.calls.CallNews.LostNews;
import io.callapi.calls.CallNews.StateNews;
import io.callapi.calls.CallsRequest.Purpose;
import io.callapi.proxy.CallState;
import io.callapi.proxy.ProxyRequest.LookUp;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Contact with the proxy is made, or regained. */
class ContactTest {

  private final TableUnderTest table = new TableUnderTest();

  @Test
  void tellsWhatHasHappenedMeanwhile() {
    table.reaches(talk(OLD, ALICE, BOB).in(CallState.RINGING));
    table.follow("c1", OLD);
    table.report(false, talk(OLD, ALICE, BOB));

    assertThat(table.news)
        .containsExactly(new StateNews(OLD, idOf(OLD), CallState.CONFIRMED, false));
  }

  @Test
  void looksForAMissingCallBeforeItTakesItForEnded() {
    table.reaches(talk(OLD, ALICE, BOB));
    table.follow("c1", OLD);
    table.report(false);
    assertThat(table.proxy.requests()).containsExactly(new LookUp(OLD));
    assertThat(table.news).isEmpty();

    table.proxy.loses(OLD);
    table.report(false);
    assertThat(table.news).containsExactly(new StateNews(OLD, idOf(OLD), CallState.ENDED, false));
  }

  @Test
  void tellsThatCallsAreLostWithTheProxyThatHadThem() {
    table.reaches(talk(OLD, ALICE, BOB));
    table.reaches(talk(NEW, ALICE, BOB));
    table.follow("c1", OLD);
    table.report(true, talk(NEW, ALICE, BOB));

    assertThat(table.news).containsExactly(new LostNews(OLD));
    assertThat(table.follow("c2", OLD).now()).isEmpty();
    assertThat(table.follow("c2", NEW).now()).hasSize(1);
  }

  @Test
  void releasesSetupDialogsThatNoCommandOwns() {
    table.enter("c1", Purpose.START, NEW);
    table.report(false, setup(OLD), setup(NEW));

    assertThat(table.releases())
        .extracting(release -> release.dialog().callId())
        .containsExactly(OLD);
  }

  @Test
  void givesOtherNodesTimeBeforeItDoesSo() {
    TableUnderTest clustered =
        new TableUnderTest(CallTableSettings.DEFAULT.withStrayDelay(Duration.ofSeconds(30)));
    clustered.report(false, setup(OLD), setup(NEW));
    clustered.pass(29_999);
    assertThat(clustered.releases()).isEmpty();

    clustered.ends(NEW);
    clustered.pass(1);
    assertThat(clustered.releases())
        .extracting(release -> release.dialog().callId())
        .containsExactly(OLD);
  }

  @Test
  void takesADialogForEndedInTheEndThatOnlyTheRegularListDoesNotShow() {
    table.reaches(talk(OLD, ALICE, BOB));
    table.proxy.loses(OLD);
    table.pass(600_000);

    assertThat(table.follow("c1", OLD).now())
        .containsExactly(new StateNews(OLD, idOf(OLD), CallState.ENDED, false));
  }
}
