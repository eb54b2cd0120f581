package io.callapi.proxy;

import io.callapi.proxy.CallEvent.CallLost;
import io.callapi.proxy.CallEvent.CallStateChange;
import io.callapi.proxy.CallEvent.CallTransferChange;
import io.callapi.sip.CallId;
import io.callapi.sip.Leg;
import io.callapi.sip.SipUri;
import io.callapi.sip.Uri;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A proxy without I/O: it notes what it is asked. Questions it answers at once, from the calls that
 * the test has given it; whatever is to be done waits until the test says what comes of it.
 */
public final class FakeProxy implements SipProxy {

  private final List<ProxyRequest> requests = new ArrayList<>();
  private final List<Asked> unanswered = new ArrayList<>();
  private final Map<CallId, Call> calls = new LinkedHashMap<>();
  private boolean silent;
  private @Nullable Consumer<ProxyRequest> obedience;

  private record Asked(ProxyRequest request, Promise<Void> answer) {}

  /** From now on it does at once whatever it is asked; the reaction shows it. */
  public synchronized void obeys(Consumer<ProxyRequest> reaction) {
    obedience = reaction;
  }

  /** From now on it has these calls too, or has them as they are here. */
  public synchronized void has(Call... up) {
    for (Call call : up) {
      calls.put(call.callId(), call);
    }
  }

  /** From now on it does not know this call. */
  public synchronized void forgets(CallId callId) {
    calls.remove(callId);
  }

  /** From now on its answers are lost. */
  public synchronized void fallsSilent() {
    silent = true;
  }

  /** The calls it has are as they are after this; whether anybody hears of it is another matter. */
  public synchronized void live(CallEvent event) {
    if (event instanceof CallStateChange change) {
      become(change.callId(), change.state(), null);
    } else if (event instanceof CallLost) {
      calls.remove(event.callId());
    } else if (event instanceof CallTransferChange change && change.newCallId() != null) {
      switch (change.stage()) {
        case START -> become(change.newCallId(), CallState.STARTED, change.destination());
        case OK -> become(change.newCallId(), CallState.CONFIRMED, change.destination());
        case FAILED -> calls.remove(change.newCallId());
        case NOTIFY -> {
          // what the phone says of its call changes nothing at the proxy
        }
      }
    }
  }

  private void become(CallId callId, CallState state, @Nullable Uri callee) {
    Call before = calls.get(callId);
    if (state == CallState.ENDED) {
      calls.remove(callId);
    } else if (before == null) {
      calls.put(callId, new Call(callId, state, null, callee, null));
    } else if (state.isAtLeast(before.state())) {
      calls.put(
          callId, new Call(callId, state, before.caller(), before.callee(), before.startedAt()));
    }
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
    oldest(type).answer().complete();
  }

  /** Refuses the oldest request of that type that waits. */
  public void refuse(Class<? extends ProxyRequest> type, Cause cause) {
    oldest(type).answer().fail(new CallFailure(cause));
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

  private synchronized Future<Void> ask(ProxyRequest request) {
    requests.add(request);
    if (obedience != null) {
      obedience.accept(request);
      return Future.succeededFuture();
    }
    Asked asked = new Asked(request, Promise.promise());
    unanswered.add(asked);
    return asked.answer().future();
  }

  private synchronized Future<List<Call>> read(ProxyRequest question) {
    requests.add(question);
    return silent
        ? Future.failedFuture(new CallFailure(Cause.timeout("No reply from the proxy")))
        : Future.succeededFuture(List.copyOf(calls.values()));
  }

  @Override
  public Future<Void> placeLeg(CallId callId, SipUri target, SipUri shownAs) {
    return ask(new ProxyRequest.PlaceLeg(callId, target, shownAs));
  }

  @Override
  public Future<Void> cancelLeg(CallId callId) {
    return ask(new ProxyRequest.CancelLeg(callId));
  }

  @Override
  public Future<Void> refer(CallId callId, Leg leg, SipUri destination) {
    return ask(new ProxyRequest.Refer(callId, leg, destination));
  }

  @Override
  public Future<Void> replace(CallId callId, Leg leg, CallId peerCallId, Leg peerLeg) {
    return ask(new ProxyRequest.Replace(callId, leg, peerCallId, peerLeg));
  }

  @Override
  public Future<Void> hold(CallId callId) {
    return ask(new ProxyRequest.Hold(callId));
  }

  @Override
  public Future<Void> resume(CallId callId) {
    return ask(new ProxyRequest.Resume(callId));
  }

  @Override
  public Future<Void> end(CallId callId) {
    return ask(new ProxyRequest.End(callId));
  }

  @Override
  public Future<Call> lookUp(CallId callId) {
    return read(new ProxyRequest.LookUp(callId)).compose(known -> find(known, callId));
  }

  @Override
  public Future<List<Call>> calls() {
    return read(new ProxyRequest.ListCalls());
  }

  private static Future<Call> find(List<Call> known, CallId callId) {
    return known.stream()
        .filter(call -> call.callId().equals(callId))
        .findFirst()
        .map(Future::succeededFuture)
        .orElseGet(() -> Future.failedFuture(new CallFailure(Cause.mi(404, "Dialog not found"))));
  }
}
