package io.callapi.query;

import io.callapi.calls.CallsRequest;
import io.callapi.calls.CallsRequest.CallsPage;
import io.callapi.calls.CallsRequest.ListCalls;
import io.callapi.calls.view.CallFilter;
import io.callapi.calls.view.SeenCall;
import io.callapi.method.CallView;
import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Makes one page out of the tables of several proxies, the oldest call first. The place of a call
 * in its table does not change, and each table is read from the place on where the page before has
 * ended: so a call that is there all the time is on one page, and on one only.
 */
final class CallMerge {

  /** A page may be shorter than asked for, so that a filter that nothing fits costs little. */
  private static final int MAX_ROUNDS = 10;

  private final OtherUnits units;
  private final CallFilter filter;
  private final int limit;
  private final List<Table> tables;
  private final List<CallView> page = new ArrayList<>();

  /** How far the table of one proxy was read. */
  private static final class Table {
    private final String proxy;
    private final Deque<SeenCall> next = new ArrayDeque<>();
    private long place;
    private long examined;
    private boolean more;

    Table(String proxy, long place, boolean isAsked) {
      this.proxy = proxy;
      this.place = place;
      this.examined = place;
      this.more = isAsked;
    }

    boolean isDry() {
      return next.isEmpty() && more;
    }

    SeenCall head() {
      return next.element();
    }

    void take(CallsPage reply) {
      next.addAll(reply.calls());
      examined = reply.examined();
      more = reply.more();
      settle();
    }

    SeenCall poll() {
      SeenCall call = next.remove();
      place = call.place();
      settle();
      return call;
    }

    private void settle() {
      if (next.isEmpty()) {
        place = examined;
      }
    }
  }

  CallMerge(OtherUnits units, CallFilter filter, int limit, Stream<Source> sources) {
    this.units = units;
    this.filter = filter;
    this.limit = limit;
    this.tables =
        sources.map(each -> new Table(each.proxy(), each.after(), each.isAsked())).toList();
  }

  /**
   * Where to read.
   *
   * @param after the place to begin behind
   * @param isAsked whether calls of that proxy are wanted at all
   */
  record Source(String proxy, long after, boolean isAsked) {}

  /** Done when the page is full, or there is no more to be had for it. */
  Future<Void> read() {
    return read(MAX_ROUNDS);
  }

  private Future<Void> read(int rounds) {
    List<Table> dry = tables.stream().filter(Table::isDry).toList();
    if (dry.isEmpty() || page.size() >= limit || rounds == 0) {
      return Future.succeededFuture();
    }
    return Future.all(dry.stream().map(this::ask).toList())
        .onSuccess(all -> drain())
        .compose(all -> read(rounds - 1));
  }

  private Future<Void> ask(Table table) {
    return units
        .ask(
            CallsRequest.ADDRESS.of(table.proxy),
            new ListCalls(filter, table.place, limit - page.size()))
        .onSuccess(reply -> table.take((CallsPage) reply))
        .mapEmpty();
  }

  /** As long as it is known which call is the oldest. */
  private void drain() {
    while (page.size() < limit && tables.stream().noneMatch(Table::isDry)) {
      Table oldest =
          tables.stream()
              .filter(table -> !table.next.isEmpty())
              .min(Comparator.comparing(table -> table.head().times().created()))
              .orElse(null);
      if (oldest == null) {
        return;
      }
      page.add(CallView.of(oldest.proxy, oldest.poll()));
    }
  }

  List<CallView> page() {
    return page;
  }

  boolean hasMore() {
    return tables.stream().anyMatch(table -> table.more || !table.next.isEmpty());
  }

  /** The places to begin the next page behind. */
  LongStream places() {
    return tables.stream().mapToLong(table -> table.place);
  }
}
