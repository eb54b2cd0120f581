package io.callapi.proxy;

import io.callapi.sip.CallId;
import io.callapi.sip.Leg;
import io.callapi.sip.SipUri;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A proxy without I/O: it notes what it is asked, and answers when the test says so, or at once by
 * a rule of the test.
 */
public final class FakeProxy implements SipProxy {

  private final List<ProxyRequest> requests = new ArrayList<>();
  private final List<Asked> unanswered = new ArrayList<>();
  private Function<ProxyRequest, @Nullable Future<List<Call>>> rule = request -> null;

  private record Asked(ProxyRequest request, Promise<List<Call>> answer) {}

  /** Answers at once what the rule has an answer to; null leaves the request waiting. */
  public synchronized void always(Function<ProxyRequest, @Nullable Future<List<Call>>> newRule) {
    rule = newRule;
  }

  /** Everything that was asked, in order. */
  public synchronized List<ProxyRequest> requests() {
    return List.copyOf(requests);
  }

  /** What was asked to be done: everything but questions. */
  public List<ProxyRequest> actions() {
    return requests().stream()
        .filter(r -> !(r instanceof ProxyRequest.LookUp || r instanceof ProxyRequest.ListCalls))
        .toList();
  }

  /** Does the oldest request of that type that waits. */
  public void accept(Class<? extends ProxyRequest> type) {
    oldest(type).answer().complete(List.of());
  }

  /** Refuses the oldest request of that type that waits. */
  public void refuse(Class<? extends ProxyRequest> type, Cause cause) {
    oldest(type).answer().fail(new CallFailure(cause));
  }

  /** Answers the oldest question of that type that waits. */
  public void find(Class<? extends ProxyRequest> type, Call... calls) {
    oldest(type).answer().complete(List.of(calls));
  }

  private synchronized Asked oldest(Class<? extends ProxyRequest> type) {
    Asked found =
        unanswered.stream()
            .filter(asked -> type.isInstance(asked.request()))
            .findFirst()
            .orElseThrow(() -> new AssertionError("no " + type + " waits in " + requests));
    unanswered.remove(found);
    return found;
  }

  private synchronized Future<List<Call>> ask(ProxyRequest request) {
    requests.add(request);
    Future<List<Call>> atOnce = rule.apply(request);
    if (atOnce != null) {
      return atOnce;
    }
    Asked asked = new Asked(request, Promise.promise());
    unanswered.add(asked);
    return asked.answer().future();
  }

  @Override
  public Future<Void> placeLeg(CallId callId, SipUri target, SipUri shownAs) {
    return ask(new ProxyRequest.PlaceLeg(callId, target, shownAs)).mapEmpty();
  }

  @Override
  public Future<Void> cancelLeg(CallId callId) {
    return ask(new ProxyRequest.CancelLeg(callId)).mapEmpty();
  }

  @Override
  public Future<Void> refer(CallId callId, Leg leg, SipUri destination) {
    return ask(new ProxyRequest.Refer(callId, leg, destination)).mapEmpty();
  }

  @Override
  public Future<Void> replace(CallId callId, Leg leg, CallId peerCallId, Leg peerLeg) {
    return ask(new ProxyRequest.Replace(callId, leg, peerCallId, peerLeg)).mapEmpty();
  }

  @Override
  public Future<Void> hold(CallId callId) {
    return ask(new ProxyRequest.Hold(callId)).mapEmpty();
  }

  @Override
  public Future<Void> resume(CallId callId) {
    return ask(new ProxyRequest.Resume(callId)).mapEmpty();
  }

  @Override
  public Future<Void> end(CallId callId) {
    return ask(new ProxyRequest.End(callId)).mapEmpty();
  }

  @Override
  public Future<Call> lookUp(CallId callId) {
    return ask(new ProxyRequest.LookUp(callId)).map(found -> found.get(0));
  }

  @Override
  public Future<List<Call>> calls() {
    return ask(new ProxyRequest.ListCalls());
  }
}
