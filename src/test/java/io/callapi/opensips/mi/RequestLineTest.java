package io.callapi.opensips.mi;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RequestLineTest {

  private final List<Job> sent = new ArrayList<>();
  private final RequestLine line = new RequestLine();

  @Test
  void sendsOneAfterAnotherAndWhatTakesLongLast() {
    Job invite = add(true);
    Job second = add(true);
    Job quick = add(false);
    invite.end();
    quick.end();

    assertThat(sent).containsExactly(invite, quick, second);
  }

  @Test
  void knowsWhenItIsBusyForLong() {
    boolean idle = line.isBusyForLong();
    Job quick = add(false);
    boolean briefly = line.isBusyForLong();
    Job invite = add(true);
    quick.end();
    boolean forLong = line.isBusyForLong();
    invite.end();

    assertThat(List.of(idle, briefly, forLong, line.isBusyForLong()))
        .containsExactly(false, false, true, false);
  }

  @Test
  void sendsWhatTakesLongAfterSoManyOthers() {
    Job first = add(false);
    Job invite = add(true);
    for (int i = 0; i < 50; i++) {
      add(false);
    }
    first.end();
    while (!sent.contains(invite)) {
      sent.get(sent.size() - 1).end();
    }

    assertThat(sent).hasSize(22).last().isEqualTo(invite);
  }

  @Test
  void leavesOutHoweverManyAreTooLate() {
    Job first = add(false);
    for (int i = 0; i < 100_000; i++) {
      add(i % 2 == 0).awaited = false;
    }
    Job last = add(true);
    first.end();

    assertThat(sent).containsExactly(first, last);
  }

  private Job add(boolean takesLong) {
    Job job = new Job();
    line.add(job, takesLong);
    return job;
  }

  private final class Job implements RequestLine.Job {

    private final Promise<Void> end = Promise.promise();
    private boolean awaited = true;

    @Override
    public boolean isAwaited() {
      return awaited;
    }

    @Override
    public Future<?> send() {
      sent.add(this);
      return end.future();
    }

    void end() {
      end.complete();
    }
  }
}
