package io.callapi.query;

import io.callapi.bus.TypedBus;
import io.callapi.calls.view.CallFilter;
import io.callapi.command.Parameters;
import io.callapi.method.CallParameters;
import io.callapi.method.CallView;
import io.callapi.method.Caller;
import io.callapi.method.QueryMethod;
import io.callapi.query.CallMerge.Source;
import io.vertx.core.Future;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The calls that there are, the oldest first, whoever has started them. */
final class CallList implements QueryMethod<CallList.Params> {

  private static final int USUAL_LIMIT = 100;

  private final OtherUnits units;
  private final List<String> proxies;
  private final Cursors cursors;

  CallList(TypedBus bus, List<String> proxies, Cursors cursors) {
    this.units = new OtherUnits(bus);
    this.proxies = List.copyOf(proxies);
    this.cursors = cursors;
  }

  /**
   * @param proxy null for all
   * @param after where to begin in the table of each proxy
   */
  record Params(CallFilter filter, @Nullable String proxy, int limit, List<Long> after) {}

  record Answer(List<CallView> calls, @Nullable String cursor) {}

  @Override
  public String name() {
    return "CallList";
  }

  @Override
  public Params read(Parameters parameters) {
    String proxy = CallParameters.proxy(parameters, proxies);
    CallFilter filter = CallParameters.filter(parameters);
    long[] after = cursors.read(parameters.optionalText("cursor"), proxies.size());
    return new Params(
        filter,
        proxy,
        parameters.integer("limit", USUAL_LIMIT),
        IntStream.range(0, after.length).mapToObj(i -> after[i]).toList());
  }

  @Override
  public Future<Answer> answer(Params params, Caller caller) {
    CallMerge merge = new CallMerge(units, params.filter(), params.limit(), sources(params));
    return merge.read().map(done -> answer(merge));
  }

  private Stream<Source> sources(Params params) {
    return IntStream.range(0, proxies.size())
        .mapToObj(
            i ->
                new Source(
                    proxies.get(i),
                    params.after().get(i),
                    params.proxy() == null || params.proxy().equals(proxies.get(i))));
  }

  private Answer answer(CallMerge merge) {
    return new Answer(
        merge.page(), merge.hasMore() ? cursors.write(merge.places().toArray()) : null);
  }
}
