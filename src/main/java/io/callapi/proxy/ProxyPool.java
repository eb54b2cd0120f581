package io.callapi.proxy;

import io.callapi.bus.Address;
import io.callapi.bus.TypedBus;
import io.callapi.proxy.CallFailure.Reason;
import io.callapi.proxy.Choice.Found;
import io.callapi.proxy.Choice.Full;
import io.callapi.proxy.Choice.Late;
import io.callapi.proxy.Choice.NoSuchProxy;
import io.callapi.proxy.Choice.Unknown;
import io.callapi.proxy.Choice.Unusable;
import io.callapi.sip.CallId;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
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

  /**
   * One proxy.
   *
   * @param weight its share of new calls
   * @param maxRunning how many commands may run on it; null for any number
   * @param answer how long it may take until a phone has answered a call
   */
  public record Member(
      String name, int weight, @Nullable Integer maxRunning, Duration answer, SipProxy proxy) {}

  private final TypedBus bus;
  private final List<Member> members;
  private final ProxyLoad load;
  private final Map<String, LinkStatus> links = new HashMap<>();
  private final CallLocator calls;

  public ProxyPool(TypedBus bus, List<Member> members, ProxyLoad load) {
    this.bus = bus;
    this.members = List.copyOf(members);
    this.load = load;
    this.calls = new CallLocator(this.members, this::isUsable);
    members.forEach(member -> links.put(member.name(), unknown(member)));
  }

  private static LinkStatus unknown(Member member) {
    return new LinkStatus(
        member.name(), LinkStatus.State.CONNECTING, "starting", Instant.now(), 1000);
  }

  /** Follows the links from now on. */
  public void open() {
    bus.listen(LinkStatus.ADDRESS, this::note);
    bus.listen(ProxyPressure.ADDRESS, this::note);
    if (members.size() > 1) {
      bus.listen(CallSeen.ADDRESS, calls::note);
    }
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

  private void note(ProxyPressure pressure) {
    load.room(pressure.proxy()).note(pressure);
  }

  /** The proxy for a new call: the named one, or else the least loaded that can be used. */
  public Choice forNewCall(@Nullable String name) {
    if (name != null) {
      return named(name).map(this::placeNewCall).orElseGet(() -> new NoSuchProxy(name));
    }
    // Other event loops take places, too: this one may be gone by now, so the next one is tried.
    List<Choice> refusals = new ArrayList<>();
    for (Member member : leastLoadedFirst()) {
      Choice choice = placeNewCall(member);
      if (choice instanceof Found) {
        return choice;
      }
      refusals.add(choice);
    }
    return refusals.isEmpty() ? new Unusable(soonest()) : refusals.get(0);
  }

  private Choice placeNewCall(Member member) {
    return placeOn(member, ProxyRoom::takeForNewCall);
  }

  /** By the loads of one moment, for they change under any comparison. */
  private List<Member> leastLoadedFirst() {
    return members.stream()
        .filter(this::isUsable)
        .map(member -> Map.entry(member, relativeLoad(member)))
        .sorted(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey)
        .toList();
  }

  /** The link that is tried again first. */
  private LinkStatus soonest() {
    return members.stream()
        .map(this::link)
        .min(Comparator.comparingInt(LinkStatus::retryAfterMs))
        .orElseThrow();
  }

  /** The proxy that has a call, as far as that is known without asking. */
  public Choice forCall(CallId call) {
    Member known = calls.known(call);
    if (known != null) {
      return placeOn(known, ProxyRoom::takeForOther);
    }
    List<Member> usable = members.stream().filter(this::isUsable).toList();
    if (usable.isEmpty()) {
      return new Unusable(soonest());
    }
    // All of them are asked for it.
    return usable.stream()
        .filter(member -> !load.room(member.name()).takeForOther())
        .findFirst()
        .map(this::late)
        .orElseGet(Unknown::new);
  }

  /** Any proxy, for a command that needs none; no place is taken there. */
  public Member any() {
    return members.get(0);
  }

  /**
   * Asks all proxies for a call, and takes a place on the one that has it.
   *
   * @return fails with 404 only if every proxy says that it does not know the call
   */
  public Future<Member> locate(CallId call) {
    return calls.locate(call).compose(this::placeOrFailure);
  }

  private Future<Member> placeOrFailure(Member member) {
    return take(member)
        ? Future.succeededFuture(member)
        : Future.failedFuture(
            new CallFailure(
                Reason.NOT_POSSIBLE, Cause.proxy("Too many commands run on " + member.name())));
  }

  /**
   * Makes sure that no other proxy has a call that is to be joined with one of this proxy.
   *
   * @return fails with the name of the proxy that has it, or may have it; whether there is such a
   *     call at all is left to the proxy
   */
  public Future<Void> requireNotElsewhere(CallId call, Member here) {
    return calls.requireNotElsewhere(call, here);
  }

  /** A proxy that can be used, none of those named; no place is taken there. */
  public Optional<Member> anotherThan(Set<String> names) {
    return members.stream()
        .filter(this::isUsable)
        .filter(member -> !names.contains(member.name()))
        .findFirst();
  }

  /** The command that a place was taken for has ended. */
  public void release(Member member) {
    load.remove(member.name());
  }

  private Choice placeOn(Member member, Predicate<ProxyRoom> takeRoom) {
    if (!isUsable(member)) {
      return new Unusable(link(member));
    }
    if (!take(member)) {
      return new Full(member.name());
    }
    if (!takeRoom.test(load.room(member.name()))) {
      release(member);
      return late(member);
    }
    return new Found(member);
  }

  private Choice late(Member member) {
    return new Late(member.name(), load.room(member.name()).retryAfterMs());
  }

  private boolean take(Member member) {
    Integer most = member.maxRunning();
    return load.tryAdd(member.name(), most == null ? Integer.MAX_VALUE : most);
  }

  private double relativeLoad(Member member) {
    return load.of(member.name()) / (double) member.weight();
  }

  private boolean isUsable(Member member) {
    return link(member).isUsable();
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
  }
}
