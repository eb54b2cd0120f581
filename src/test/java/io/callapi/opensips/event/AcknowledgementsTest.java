package io.callapi.opensips.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.net.NetSocket;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AcknowledgementsTest {

  private final List<String> written = new ArrayList<>();
  private final List<Runnable> pauses = new ArrayList<>();
  private boolean full;
  private final Acknowledgements answers = new Acknowledgements(socket(), pauses::add);

  private NetSocket socket() {
    return (NetSocket)
        Proxy.newProxyInstance(
            NetSocket.class.getClassLoader(),
            new Class<?>[] {NetSocket.class},
            (proxy, method, args) -> method.getName().equals("write") ? write(args[0]) : full);
  }

  private Future<Void> write(Object text) {
    written.add(text.toString());
    return Future.succeededFuture();
  }

  @Test
  void answersASingleEventAtOnce() {
    answers.add(7);

    assertThat(written).containsExactly("{\"jsonrpc\":\"2.0\",\"result\":\"OK\",\"id\":7}");
  }

  @Test
  void answersTwoAtOnceAndTheRestLater() {
    add(4);
    pass();
    pass();

    assertThat(written).extracting(AcknowledgementsTest::count).containsExactly(1, 2, 1);
    assertThat(pauses).hasSize(1);
  }

  @Test
  void answersAtOnceAgainAfterAPause() {
    answers.add(1);
    pass();
    answers.add(2);

    assertThat(written).hasSize(2);
  }

  @Test
  void leavesOutWhatWouldBeTooLate() {
    add(5000);
    while (!pauses.isEmpty()) {
      pass();
    }

    assertThat(written.stream().mapToInt(AcknowledgementsTest::count).sum()).isEqualTo(1001);
  }

  @Test
  void keepsNothingForOneWhoDoesNotRead() {
    full = true;
    add(100);

    assertThat(written).isEmpty();
  }

  private void add(int count) {
    for (int i = 0; i < count; i++) {
      answers.add(i);
    }
  }

  private void pass() {
    pauses.remove(0).run();
  }

  private static int count(String text) {
    return text.split("OK", -1).length - 1;
  }
}
