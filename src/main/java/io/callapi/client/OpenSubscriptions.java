package io.callapi.client;

import io.callapi.method.ClientNotice;
import io.callapi.method.Enrolment;
import io.callapi.method.OpenSubscription;
import io.callapi.method.Recipient;
import io.callapi.method.Recipient.SessionPart;
import io.callapi.method.Subscriber;
import io.callapi.method.SubscriptionMethod.Label;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The subscriptions of one session; they end with it. */
final class OpenSubscriptions implements Subscriber, SessionPart {

  /** Whoever wants more, wants all, and looks through it himself. */
  static final int MAX = 100;

  private static final String GAP = "the session was resumed, and what it had missed is not kept";

  private final Recipient recipient;
  private final Map<String, Open> byId = new LinkedHashMap<>();

  /** One of them, and what was asked for. */
  private record Open(
      Enrolment<?> enrolment, @Nullable String tag, OpenSubscription subscription) {}

  OpenSubscriptions(Recipient recipient) {
    this.recipient = recipient;
  }

  boolean isKnown(String cmdId) {
    return byId.containsKey(cmdId);
  }

  /** True if that very subscription is open. */
  boolean isOpen(Label label, Enrolment<?> enrolment) {
    Open known = byId.get(label.cmdId());
    return known != null
        && known.enrolment().params().equals(enrolment.params())
        && String.valueOf(known.tag()).equals(String.valueOf(label.tag()));
  }

  boolean isFull() {
    return byId.size() >= MAX;
  }

  /**
   * Opens one; it tells nothing before {@link #begin}.
   *
   * @throws io.callapi.method.MethodFailure if there are too many
   */
  void open(Label label, Enrolment<?> enrolment) {
    byId.put(label.cmdId(), new Open(enrolment, label.tag(), enrolment.open(label, this)));
    recipient.own(this);
  }

  /** The client knows that it is open. */
  void begin(String cmdId) {
    Open open = byId.get(cmdId);
    if (open != null) {
      open.subscription().begin();
    }
  }

  @Override
  public void onRoom() {
    List.copyOf(byId.values()).forEach(open -> open.subscription().onRoom());
  }

  @Override
  public void onGap() {
    List.copyOf(byId.values()).forEach(open -> open.subscription().onGap(GAP));
  }

  @Override
  public void onEnd() {
    List.copyOf(byId.values()).forEach(open -> open.subscription().end());
  }

  @Override
  public String session() {
    return recipient.session();
  }

  @Override
  public boolean hasRoom() {
    return !recipient.isBehind();
  }

  @Override
  public void tell(String method, ClientNotice notice) {
    if (notice.event().equals("Ended")) {
      byId.remove(notice.cmdId());
      if (byId.isEmpty()) {
        recipient.disown(this);
      }
    }
    recipient.tell(method, notice);
  }
}
