package io.callapi.client.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a session sends, on a line that takes so much and no more. */
class OutgoingTest {

  private final FakeLine first = new FakeLine();
  private final FakeLine second = new FakeLine();
  private final Outgoing outgoing = new Outgoing(first);
  private final RingTotal total = new RingTotal(1_000_000);

  private static final class FakeLine implements Line {

    private final List<String> written = new ArrayList<>();
    private int room = Integer.MAX_VALUE;
    private Runnable onRoom = () -> {};

    @Override
    public void write(String text) {
      written.add(text);
    }

    @Override
    public boolean isFull() {
      return written.size() >= room;
    }

    @Override
    public void onRoom(Runnable action) {
      onRoom = action;
    }

    void room(int more) {
      room = written.size() + more;
      onRoom.run();
    }

    @Override
    public void close(short code, String reason) {
      written.add("close " + code);
    }

    @Override
    public void onSessionClosed() {
      written.add("session closed");
    }
  }

  private KeptNotices notices(int most) {
    SessionLimits limits =
        new SessionLimits(1, Duration.ZERO, most, 1_000_000, Duration.ofMinutes(10), 1_000_000);
    return new KeptNotices(new NoticeRing(limits, System::nanoTime), total);
  }

  private void open(int most) {
    outgoing.open(notices(most));
    outgoing.begin();
  }

  private void tell(int from, int to) {
    IntStream.rangeClosed(from, to).forEach(number -> outgoing.notify("n" + number));
  }

  @Test
  void hasNoNumbersBeforeItIsOpened() {
    first.room = 0;
    outgoing.notify("at once");

    assertThat(outgoing.next()).isZero();
    assertThat(first.written).containsExactly("at once");
  }

  @Test
  void sendsNothingWithANumberBeforeTheClientKnows() {
    outgoing.open(notices(100));
    assertThat(outgoing.next()).isOne();
    outgoing.notify("n1");
    outgoing.reply(first, "opened");

    outgoing.begin();

    assertThat(first.written).containsExactly("opened", "n1");
  }

  @Test
  void sendsAsMuchAsTheClientReads() {
    open(100);
    first.room(2);
    tell(1, 5);
    assertThat(first.written).containsExactly("n1", "n2");
    assertThat(outgoing.isBehind()).isTrue();

    outgoing.reply(first, "reply");
    first.room(10);

    assertThat(first.written).containsExactly("n1", "n2", "reply", "n3", "n4", "n5");
    assertThat(outgoing.isBehind()).isFalse();
  }

  @Test
  void saysWhenTheClientIsNotBehindAnyMore() {
    List<String> told = new ArrayList<>();
    outgoing.onRoom(() -> told.add("room"));
    open(100);
    first.room(1);
    tell(1, 3);
    told.clear();

    first.room(1);
    assertThat(told).isEmpty();
    first.room(5);

    assertThat(told).containsExactly("room");
  }

  @Test
  void sendsWhatANewLineHasMissedBeforeAnythingNewer() {
    open(100);
    tell(1, 4);
    outgoing.detach();
    tell(5, 6);

    outgoing.attach(second, 3);
    outgoing.notify("n7");
    outgoing.reply(second, "resumed");
    outgoing.begin();
    outgoing.notify("n8");

    assertThat(first.written).containsExactly("n1", "n2", "n3", "n4");
    assertThat(second.written).containsExactly("resumed", "n4", "n5", "n6", "n7", "n8");
  }

  @Test
  void answersNobodyElseThanWhoHasAsked() {
    open(100);
    outgoing.attach(second, 0);
    outgoing.begin();

    outgoing.reply(first, "too late");

    assertThat(first.written).isEmpty();
    assertThat(second.written).isEmpty();
  }

  @Test
  void takesNoWordOfALineThatWasReplaced() {
    open(100);
    first.room(0);
    tell(1, 2);
    outgoing.attach(second, 0);

    first.room(10);

    assertThat(first.written).isEmpty();
    assertThat(second.written).isEmpty();
  }

  @Test
  void cutsOffAClientThatIsFurtherBehindThanIsKept() {
    open(10);
    first.room(1);
    tell(1, 20);

    first.room(100);
    tell(21, 22);

    assertThat(first.written).containsExactly("n1", "close 1013");
  }

  @Test
  void sendsTheRestAtItsEnd() {
    open(100);
    first.room(1);
    tell(1, 3);

    outgoing.close();

    assertThat(first.written).containsExactly("n1", "n2", "n3");
    assertThat(total.bytes()).isZero();
  }
}
