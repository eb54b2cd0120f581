package io.callapi.proxy;

import io.callapi.bus.Address;
import io.callapi.bus.TypedBus;
import io.callapi.proxy.CallEvent.CallStateChange;
import io.callapi.proxy.ProxyPool.Choice.Found;
import io.callapi.proxy.ProxyPool.Choice.Full;
import io.callapi.proxy.ProxyPool.Choice.Unknown;
import io.callapi.proxy.ProxyPool.Choice.Unusable;
import io.callapi.sip.CallId;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The proxies there are: which of them can be used, which is least loaded, and which has a call.
 *
 * <p>Made for one event loop.
 */
public final class ProxyPool {

  private static final Logger LOG = LoggerFactory.getLogger(ProxyPool.class);
  private static final Duration QUERY = Duration.ofSeconds(5);
  private static final int KNOWN_CALLS = 100_000;

  /**
   * One proxy.
   *
   * @param weight its share of new calls
   * @param maxRunning how many commands may run on it; null for any number
   */
  public record Member(String name, int weight, @Nullable Integer maxRunning, SipProxy proxy) {}

  /** Where a command can run. */
  public sealed interface Choice {

    /** On this proxy. */
    record Found(Member member) implements Choice {}

    /** On the proxy that has the call, which is to be looked for. */
    record Unknown() implements Choice {}

    /** Nowhere now: the link to this proxy, or to each, is down. */
    record Unusable(LinkStatus link) implements Choice {}

    /** Nowhere now: so many commands run already. */
    record Full(String proxy) implements Choice {}

    /** Nowhere: there is no proxy of that name. */
    record NoSuchProxy(String name) implements Choice {}
  }

  private final TypedBus bus;
  private final List<Member> members;
  private final ProxyLoad load;
  private final Map<String, LinkStatus> links = new HashMap<>();
  private final Map<CallId, Member> calls =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<CallId, Member> eldest) {
          return size() > KNOWN_CALLS;
        }
      };

  public ProxyPool(TypedBus bus, List<Member> members, ProxyLoad load) {
    this.bus = bus;
    this.members = List.copyOf(members);
    this.load = load;
    members.forEach(member -> links.put(member.name(), unknown(member)));
  }

  private static LinkStatus unknown(Member member) {
    return new LinkStatus(
        member.name(), LinkStatus.State.CONNECTING, "starting", Instant.now(), 1000);
  }

  /** Follows the links from now on. */
  public void open() {
    bus.listen(LinkStatus.ADDRESS, this::note);
    bus.listen(CallSeen.ADDRESS, this::note);
    members.forEach(this::query);
  }

  private void query(Member member) {
    bus.request(LinkQuery.ADDRESS.of(member.name()), new LinkQuery(), QUERY)
        .onSuccess(report -> note(report.now()))
        .onFailure(e -> LOG.warn("{}: {}", member.name(), e.getMessage()));
  }

  private void note(LinkStatus status) {
    links.put(status.proxy(), status);
  }

  private void note(CallSeen seen) {
    if (seen.ended()) {
      calls.remove(seen.callId());
    } else {
      named(seen.proxy()).ifPresent(member -> calls.put(seen.callId(), member));
    }
  }

  public ProxyLoad load() {
    return load;
  }

  /** The proxy for a new call: the named one, or else the least loaded that can be used. */
  public Choice forNewCall(@Nullable String name) {
    if (name != null) {
      Optional<Member> named = named(name);
      return named.isPresent() ? usable(named.get()) : new Choice.NoSuchProxy(name);
    }
    return members.stream()
        .filter(member -> link(member).isUsable())
        .min(Comparator.comparingDouble(this::relativeLoad))
        .map(this::unlessFull)
        .orElseGet(() -> new Unusable(link(members.get(0))));
  }

  /** The proxy that has a call, as far as that is known without asking. */
  public Choice forCall(CallId call) {
    Member known = members.size() == 1 ? members.get(0) : calls.get(call);
    if (known != null) {
      return usable(known);
    }
    boolean any = members.stream().anyMatch(member -> link(member).isUsable());
    return any ? new Unknown() : new Unusable(link(members.get(0)));
  }

  /** Any proxy, for a command that needs none. */
  public Member any() {
    return members.get(0);
  }

  /**
   * Asks all proxies for a call, at the same time.
   *
   * @return the first that knows it; fails with the last refusal if none does
   */
  public Future<Member> locate(CallId call) {
    List<Member> candidates = members.stream().filter(member -> link(member).isUsable()).toList();
    Promise<Member> found = Promise.promise();
    AtomicInteger waiting = new AtomicInteger(candidates.size());
    for (Member member : candidates) {
      member
          .proxy()
          .lookUp(call)
          .onSuccess(known -> found.tryComplete(member))
          .onFailure(failure -> failIfLast(waiting, found, failure));
    }
    return found.future().onSuccess(member -> calls.put(call, member));
  }

  private static void failIfLast(AtomicInteger waiting, Promise<Member> found, Throwable failure) {
    if (waiting.decrementAndGet() == 0) {
      found.tryFail(failure);
    }
  }

  private Choice usable(Member member) {
    LinkStatus link = link(member);
    return link.isUsable() ? unlessFull(member) : new Unusable(link);
  }

  private Choice unlessFull(Member member) {
    Integer max = member.maxRunning();
    return max != null && load.of(member.name()) >= max
        ? new Full(member.name())
        : new Found(member);
  }

  private double relativeLoad(Member member) {
    boolean full = unlessFull(member) instanceof Full;
    return full ? Double.MAX_VALUE : load.of(member.name()) / (double) member.weight();
  }

  private Optional<Member> named(String name) {
    return members.stream().filter(member -> member.name().equals(name)).findFirst();
  }

  private LinkStatus link(Member member) {
    return links.getOrDefault(member.name(), unknown(member));
  }

  /**
   * A call was seen on a proxy.
   *
   * @param ended true if it has ended there
   */
  public record CallSeen(String proxy, CallId callId, boolean ended) {

    /**
     * {@code callapi.proxies.calls} (publish): calls come and go, on a node with several proxies.
     */
    public static final Address<CallSeen, Void> ADDRESS =
        new Address<>("callapi.proxies.calls", CallSeen.class, Void.class);

    /** What a state says of where the call is. */
    public static CallSeen of(String proxy, CallStateChange change) {
      return new CallSeen(proxy, change.callId(), change.state() == CallState.ENDED);
    }
  }
}
