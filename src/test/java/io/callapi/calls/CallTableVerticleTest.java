package io.callapi.calls;

import static io.callapi.calls.DialogExamples.ALICE;
import static io.callapi.calls.DialogExamples.BOB;
import static io.callapi.calls.DialogExamples.OLD;
import static io.callapi.calls.DialogExamples.event;
import static io.callapi.calls.DialogExamples.idOf;
import static io.callapi.calls.DialogExamples.talk;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.callapi.bus.TypedBus;
import io.callapi.calls.CallNews.StateNews;
import io.callapi.calls.CallsRequest.Admission;
import io.callapi.calls.CallsRequest.CallsReply;
import io.callapi.calls.CallsRequest.Enter;
import io.callapi.calls.CallsRequest.Entered;
import io.callapi.calls.CallsRequest.Follow;
import io.callapi.calls.CallsRequest.Followed;
import io.callapi.calls.CallsRequest.Leave;
import io.callapi.calls.CallsRequest.Look;
import io.callapi.calls.CallsRequest.Looked;
import io.callapi.calls.CallsRequest.Purpose;
import io.callapi.proxy.CallEvent;
import io.callapi.proxy.CallState;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class CallTableVerticleTest {

  private static final StateNews CONFIRMED =
      new StateNews(OLD, idOf(OLD), CallState.CONFIRMED, false);

  private final ListingProxy proxy = new ListingProxy();
  private final BlockingQueue<CallNews> news = new LinkedBlockingQueue<>();
  private TypedBus bus;
  private String deployment;

  @BeforeEach
  void deploy(Vertx vertx) {
    TypedBus.install(vertx);
    bus = new TypedBus(vertx);
    bus.listen(CallNews.ADDRESS.of("east." + OLD), news::add);
    deployment =
        vertx
            .deployVerticle(new CallTableVerticle("east", proxy, CallTableSettings.DEFAULT))
            .await();
  }

  private Future<CallsReply> request(CallsRequest request) {
    return bus.request(CallsRequest.ADDRESS.of("east"), request, Duration.ofSeconds(20));
  }

  private CallsReply ask(CallsRequest request) throws Exception {
    return request(request).await(20, SECONDS);
  }

  private static Enter hold(String cmdId) {
    return new Enter(cmdId, List.of(OLD), Purpose.HOLD, "");
  }

  @Test
  void publishesNewsOfACallToThoseWhoFollowIt() throws Exception {
    assertThat(ask(new Follow("c1", OLD))).isEqualTo(new Followed(List.of()));

    bus.publish(CallEvent.REPORTED.of("east"), event(OLD, CallState.CONFIRMED));

    assertThat(news.poll(20, SECONDS)).isEqualTo(CONFIRMED);
  }

  @Test
  void looksByItsOwnTimersAtACallThatIsSilent() throws Exception {
    proxy.has(talk(OLD, ALICE, BOB));
    ask(new Follow("c1", OLD));

    assertThat(news.poll(20, SECONDS)).isEqualTo(CONFIRMED);
  }

  @Test
  void takesOverAListAndAnswersFromIt() throws Exception {
    CallsReport report = new CallsReport("east", List.of(talk(OLD, ALICE, BOB)), false);
    bus.request(CallsReport.ADDRESS.of("east"), report, Duration.ofSeconds(20)).await(20, SECONDS);

    assertThat(ask(new Look(OLD))).isEqualTo(new Looked(List.of(talk(OLD, ALICE, BOB))));
  }

  @Test
  void letsASecondCommandInWhenTheFirstHasLeft() throws Exception {
    ask(hold("c1"));
    Future<CallsReply> second = request(hold("c2"));
    ask(new Leave("c1", null));

    assertThat(second.await(20, SECONDS))
        .isEqualTo(new Entered(Admission.GRANTED, List.of(), false));
  }

  @Test
  void asksNobodyAnyMoreWhenItIsUndeployed(Vertx vertx) throws Exception {
    ask(new Follow("c1", OLD));
    vertx.undeploy(deployment).await(20, SECONDS);

    assertThat(request(new Follow("c2", OLD)).transform(Future::succeededFuture).await().failed())
        .isTrue();
  }
}
