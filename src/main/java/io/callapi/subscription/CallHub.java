package io.callapi.subscription;

import io.callapi.bus.TypedBus;
import io.callapi.bus.TypedBus.Registration;
import io.callapi.calls.CallsRequest;
import io.callapi.calls.CallsRequest.CallsReply;
import io.callapi.calls.CallsRequest.Survey;
import io.callapi.calls.CallsRequest.Surveyed;
import io.callapi.calls.CallsRequest.Unwatch;
import io.callapi.calls.view.TableNews;
import io.callapi.calls.view.TableNews.CallChange;
import io.callapi.calls.view.TableNews.Contact;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The subscriptions to calls of one event loop: hears the changes of all proxies, and hands each on
 * to those whom it may concern.
 */
final class CallHub implements CallFeed {

  private static final Logger LOG = LoggerFactory.getLogger(CallHub.class);
  private static final Duration SURVEY = Duration.ofSeconds(10);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final Vertx vertx;
  private final TypedBus bus;
  private final List<String> proxies;
  private final String name = UUID.randomUUID().toString();
  private final FilterIndex<CallSubscription> index = new FilterIndex<>();
  private final Set<CallSubscription> all = new LinkedHashSet<>();
  private final List<Registration> ears = new ArrayList<>();

  /**
   * @param proxies their names in the configuration
   */
  CallHub(Vertx vertx, List<String> proxies) {
    this.vertx = vertx;
    this.bus = new TypedBus(vertx);
    this.proxies = List.copyOf(proxies);
  }

  @Override
  public void add(CallSubscription subscription) {
    if (all.isEmpty()) {
      proxies.forEach(this::watch);
    }
    if (all.add(subscription)) {
      index.add(subscription.criteria().filter(), subscription);
    }
  }

  private void watch(String proxy) {
    ears.add(bus.listen(TableNews.ADDRESS.of(proxy), this::on));
    bus.send(CallsRequest.ADDRESS.of(proxy), new Survey(name));
  }

  @Override
  public void remove(CallSubscription subscription) {
    if (!all.remove(subscription)) {
      return;
    }
    index.remove(subscription.criteria().filter(), subscription);
    if (all.isEmpty()) {
      ears.forEach(ear -> ear.cancel().onFailure(e -> LOG.warn("not cancelled", e)));
      ears.clear();
      proxies.forEach(proxy -> bus.send(CallsRequest.ADDRESS.of(proxy), new Unwatch(name)));
    }
  }

  private void on(TableNews news) {
    if (news instanceof CallChange change) {
      index.candidates(change.before(), change.after()).stream()
          .filter(subscription -> subscription.criteria().isOf(change.proxy()))
          .forEach(subscription -> subscription.onChange(change));
    } else if (news instanceof Contact contact) {
      List.copyOf(all).forEach(each -> each.onContact(contact.proxy(), contact.reason()));
    }
  }

  @Override
  public Future<List<Surveyed>> survey(CallCriteria criteria) {
    List<Future<CallsReply>> replies =
        proxies.stream()
            .filter(criteria::isOf)
            .map(proxy -> bus.request(CallsRequest.ADDRESS.of(proxy), new Survey(name), SURVEY))
            .toList();
    return Future.all(replies)
        .map(done -> done.<CallsReply>list().stream().map(Surveyed.class::cast).toList());
  }

  @Override
  public void soon(Runnable action) {
    vertx.runOnContext(now -> action.run());
  }

  @Override
  public void later(Runnable action) {
    vertx.setTimer(PAUSE.toMillis(), id -> action.run());
  }
}
