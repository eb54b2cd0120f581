package io.callapi.client.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.callapi.client.session.LinePost.Close;
import io.callapi.client.session.LinePost.Frames;
import io.callapi.client.session.LinePost.LineReply;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

/** A line to a connection elsewhere, which answers when the test says so. */
class RemoteLineTest {

  private final List<LinePost> posted = new ArrayList<>();
  private final Queue<Promise<LineReply>> unanswered = new ArrayDeque<>();
  private final List<String> heard = new ArrayList<>();
  private final RemoteLine line = line(Integer.MAX_VALUE);

  private RemoteLine line(int longestPost) {
    return new RemoteLine(
        post -> {
          posted.add(post);
          Promise<LineReply> reply = Promise.promise();
          unanswered.add(reply);
          return reply.future();
        },
        longestPost,
        () -> heard.add("lost"));
  }

  private void answer(boolean full) {
    unanswered.remove().complete(new LineReply(full));
  }

  private static Frames frames(String... texts) {
    return new Frames(List.of(texts), false);
  }

  @Test
  void postsOneAfterTheOther() {
    line.write("a");
    line.write("b");
    line.write("c");
    assertThat(posted).containsExactly(frames("a"));

    answer(false);

    assertThat(posted).containsExactly(frames("a"), frames("b", "c"));
  }

  @Test
  void cutsLongTextsWhereNoCharacterIsTornApart() {
    RemoteLine narrow = line(4);
    narrow.write("abc\ud83d\ude00defg");
    narrow.write("h");
    while (!unanswered.isEmpty()) {
      answer(false);
    }

    assertThat(posted)
        .containsExactly(new Frames(List.of("abc\ud83d\ude00"), true), frames("defg"), frames("h"));
  }

  @Test
  void isFullUntilMuchOfItIsTaken() {
    line.onRoom(() -> heard.add("room"));
    line.write("x".repeat(70_000));
    assertThat(line.isFull()).isTrue();

    answer(false);

    assertThat(line.isFull()).isFalse();
    assertThat(heard).containsExactly("room");
  }

  @Test
  void isFullWhileTheConnectionIs() {
    line.onRoom(() -> heard.add("room"));
    line.write("x");
    answer(true);
    assertThat(line.isFull()).isTrue();

    line.onPeerRoom();

    assertThat(line.isFull()).isFalse();
    assertThat(heard).containsExactly("room");
  }

  @Test
  void closesWhenAllIsWrittenAndPostsNothingMore() {
    line.write("a");
    line.close((short) 4001, "taken over");
    line.write("b");
    line.close((short) 1001, "again");
    answer(false);
    answer(false);

    line.look();
    line.write("c");

    assertThat(posted).containsExactly(frames("a"), new Close((short) 4001, "taken over"));
    assertThat(heard).containsExactly("lost");
  }

  @Test
  void isLostWhenTheConnectionCannotBeReached() {
    line.write("a");
    line.write("b");

    unanswered.remove().fail("nobody there");
    line.write("c");

    assertThat(heard).containsExactly("lost");
    assertThat(posted).containsExactly(frames("a"));
  }

  @Test
  void looksForTheConnectionWhereNothingIsUnderWay() {
    line.look();
    line.look();

    assertThat(posted).containsExactly(frames());
  }
}
