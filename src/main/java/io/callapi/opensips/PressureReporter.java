package io.callapi.opensips;

import io.callapi.bus.TypedBus;
import io.callapi.opensips.flow.CommandAdmission;
import io.callapi.opensips.flow.RequestQueue;
import io.callapi.opensips.recipe.Timers;
import io.callapi.proxy.ProxyPressure;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the command logic how many commands may begin, as long as anything is asked. */
final class PressureReporter {

  private static final Logger LOG = LoggerFactory.getLogger(PressureReporter.class);
  private static final Duration EVERY = Duration.ofMillis(100);

  private final TypedBus bus;
  private final String proxy;
  private final Timers timers;
  private final CommandAdmission admission;
  private final RequestQueue<?> queue;
  private long number;
  private boolean due;
  private boolean asked;

  PressureReporter(
      TypedBus bus,
      String proxy,
      Timers timers,
      CommandAdmission admission,
      RequestQueue<?> queue) {
    this.bus = bus;
    this.proxy = proxy;
    this.timers = timers;
    this.admission = admission;
    this.queue = queue;
  }

  /** A request is made: what is told may be wrong by now. */
  void asked() {
    asked = true;
    if (!due) {
      report();
    }
  }

  /** Until the queue is empty and nothing is asked: the last word is that there is room. */
  private void report() {
    boolean again = asked || !queue.isEmpty();
    asked = false;
    CommandAdmission.Room room = admission.room(queue);
    bus.publish(
        ProxyPressure.ADDRESS,
        new ProxyPressure(
            proxy, number++, room.newCalls(), room.others(), (int) room.retryAfter().toMillis()));
    LOG.debug("{}: {} requests wait, {}, {}", proxy, queue.size(), admission, room);
    due = again;
    if (again) {
      timers.after(EVERY, this::report);
    }
  }
}
