package io.callapi.fault;

import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import io.vertx.core.datagram.DatagramSocket;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DatagramRelayTest {

  private static final int COUNT = 200;

  private final Vertx vertx = Vertx.vertx();
  private final FaultCounts counts = new FaultCounts();

  @AfterEach
  void close() {
    vertx.close().await();
  }

  @Test
  void deliversEverythingBothWaysWhenThePlanIsClean() {
    Queue<String> answers = exchange(FaultPlan.clean(1));

    await().until(() -> answers.size() == COUNT);
    assertThat(answers).containsExactlyInAnyOrderElementsOf(numbers()); // UDP keeps no order
    assertThat(counts.seen()).isEqualTo(2 * COUNT);
  }

  @Test
  void losesAndDoublesWhatThePlanSays() {
    FaultPlan plan = FaultPlan.clean(3).withDrop(0.2).withDuplicate(0.1);

    List<String> answers = sorted(exchange(plan), expected(plan).size());

    assertThat(answers).isEqualTo(expected(plan)).isNotEqualTo(numbers());
  }

  @Test
  void losesTheSameForTheSameSeed() {
    FaultPlan plan = FaultPlan.clean(4).withDrop(0.3).withLate(1, Duration.ofMillis(20));

    List<String> first = sorted(exchange(plan), expected(plan).size());
    List<String> second = sorted(exchange(plan), expected(plan).size());

    assertThat(first).isEqualTo(second).isEqualTo(expected(plan));
  }

  @Test
  void changesTheOrderOfWhatIsHeldBack() {
    Queue<String> answers = exchange(FaultPlan.clean(5).withLate(0.5, Duration.ofMillis(50)));

    await().until(() -> answers.size() == COUNT);
    assertThat(answers).isNotEqualTo(numbers()).containsExactlyInAnyOrderElementsOf(numbers());
  }

  @Test
  void givesEachSenderASocketOfItsOwn() {
    int relay = relay(FaultPlan.clean(1), echo());
    DatagramSocket one = vertx.createDatagramSocket();
    DatagramSocket other = vertx.createDatagramSocket();

    Queue<String> answersToOne = answers(one);
    Queue<String> answersToOther = answers(other);
    one.send("one", relay, "127.0.0.1").await();
    other.send("other", relay, "127.0.0.1").await();

    await().until(() -> answersToOne.size() + answersToOther.size() == 2);
    assertThat(answersToOne).containsExactly("one");
    assertThat(answersToOther).containsExactly("other");
  }

  /** Sends numbered datagrams to something that sends each back, and returns what comes. */
  private Queue<String> exchange(FaultPlan plan) {
    int relay = relay(plan, echo());
    DatagramSocket client = vertx.createDatagramSocket();
    Queue<String> answers = answers(client);
    numbers().forEach(number -> client.send(number, relay, "127.0.0.1").await());
    return answers;
  }

  private int echo() {
    DatagramSocket socket = vertx.createDatagramSocket();
    socket.handler(
        packet -> socket.send(packet.data(), packet.sender().port(), packet.sender().host()));
    return socket.listen(0, "127.0.0.1").await().localAddress().port();
  }

  private int relay(FaultPlan plan, int target) {
    Faults faults = new Faults(plan, FaultsByNumber.NAMES, counts);
    DatagramRelay relay = new DatagramRelay("mi", () -> target, faults);
    vertx.deployVerticle(relay).await();
    return relay.port();
  }

  private static Queue<String> answers(DatagramSocket socket) {
    Queue<String> answers = new ConcurrentLinkedQueue<>();
    socket.handler(packet -> answers.add(packet.data().toString()));
    socket.listen(0, "127.0.0.1").await();
    return answers;
  }

  private static List<String> sorted(Queue<String> answers, int expected) {
    await().until(() -> answers.size() >= expected);
    return answers.stream().sorted().collect(toList());
  }

  /** What comes back: each way strikes by itself, and so does each copy on the way back. */
  private static List<String> expected(FaultPlan plan) {
    return FaultsByNumber.expected(plan, numbers());
  }

  private static List<String> numbers() {
    return IntStream.range(1000, 1000 + COUNT).mapToObj(String::valueOf).toList();
  }

  /** Flows of one number each, so that the order of arrival has no influence. */
  private static final class FaultsByNumber {

    static final FlowNames NAMES = (direction, data) -> direction + data;

    static List<String> expected(FaultPlan plan, List<String> numbers) {
      return numbers.stream().flatMap(n -> copies(plan, n).stream()).sorted().toList();
    }

    private static List<String> copies(FaultPlan plan, String number) {
      int there = plan.fateOf("mi>0" + number, 1).arrivals().size();
      return IntStream.rangeClosed(1, there)
          .map(i -> plan.fateOf("mi<0" + number, i).arrivals().size())
          .mapToObj(back -> Collections.nCopies(back, number))
          .flatMap(List::stream)
          .toList();
    }
  }
}
