package io.callapi.opensips;

import io.callapi.bus.TypedBus;
import io.callapi.calls.CallsReport;
import io.callapi.proxy.Dialog;
import io.callapi.proxy.ProxyRequest.Dialogs;
import io.callapi.proxy.ProxyRequest.ListDialogs;
import io.callapi.proxy.ProxyRequest.Order;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the table of calls what exists, when contact with the proxy was made or regained. */
final class CallsReporter {

  private static final Logger LOG = LoggerFactory.getLogger(CallsReporter.class);
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Order ALL = new Order(null, new ListDialogs());

  private final TypedBus bus;
  private final String proxy;
  private final Function<Order, Future<? extends Record>> recipes;

  CallsReporter(TypedBus bus, String proxy, Function<Order, Future<? extends Record>> recipes) {
    this.bus = bus;
    this.proxy = proxy;
    this.recipes = recipes;
  }

  /** Succeeds when the table knows; fails if it does not say so in time. */
  Future<Void> report(boolean restarted) {
    return recipes
        .apply(ALL)
        .map(answer -> ((Dialogs) answer).dialogs())
        .compose(dialogs -> report(dialogs, restarted));
  }

  private Future<Void> report(List<Dialog> dialogs, boolean restarted) {
    CallsReport report = new CallsReport(proxy, dialogs, restarted);
    return bus.request(CallsReport.ADDRESS.of(proxy), report, PATIENCE)
        .<Void>mapEmpty()
        .onSuccess(known -> LOG.info("{}: {} dialogs when contact was made", proxy, dialogs.size()))
        .recover(
            failure ->
                Future.failedFuture(
                    new LinkProblem("The table of calls: " + failure.getMessage())));
  }
}
