package io.callapi.calls;

import io.callapi.calls.CallsRequest.CallsPage;
import io.callapi.calls.CallsRequest.CallsReply;
import io.callapi.calls.CallsRequest.ListCalls;
import io.callapi.calls.TableTime.Later;
import io.callapi.calls.view.CallDirectory;
import io.callapi.calls.view.SeenCall;
import io.callapi.sip.CallId;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Shows the calls to clients, some at a time. No event names the parties of a call: where they are
 * not known the proxy is asked, and the answer is not waited for long.
 */
final class CallPages {

  /** So much is a matter of milliseconds; who wants more asks again. */
  private static final int MAX_LOOKED_AT = 1000;

  private static final int MAX_CHARACTERS = 128 * 1024;
  private static final Duration PATIENCE = Duration.ofMillis(300);

  private final CallDirectory directory;
  private final LookBudget looks;
  private final TableTime time;
  private final Map<CallId, Future<Void>> looking = new HashMap<>();

  CallPages(CallDirectory directory, LookBudget looks, TableTime time) {
    this.directory = directory;
    this.looks = looks;
    this.time = time;
  }

  Future<CallsReply> list(ListCalls request) {
    return known(directory.after(request.after()).stream().limit(MAX_LOOKED_AT))
        .map(done -> page(request));
  }

  Future<CallsReply> find(CallId call) {
    return known(Stream.ofNullable(directory.find(call))).map(done -> one(call));
  }

  private CallsReply one(CallId call) {
    SeenCall found = directory.find(call);
    return new CallsPage(found == null ? List.of() : List.of(found), 0, false);
  }

  private CallsReply page(ListCalls request) {
    List<SeenCall> page = new ArrayList<>();
    long examined = request.after();
    int left = MAX_LOOKED_AT;
    int characters = 0;
    for (SeenCall call : directory.after(request.after())) {
      if (left == 0 || page.size() >= request.limit() || characters > MAX_CHARACTERS) {
        return new CallsPage(page, examined, true);
      }
      left--;
      examined = call.place();
      if (request.filter().fits(call)) {
        page.add(call);
        characters += length(call);
      }
    }
    return new CallsPage(page, examined, false);
  }

  private static int length(SeenCall call) {
    return Stream.of(call.callId().value(), call.caller(), call.callee())
        .mapToInt(text -> text == null ? 0 : text.length())
        .sum();
  }

  /** Done when the parties of these calls are known, or it was waited long enough for that. */
  private Future<Void> known(Stream<SeenCall> calls) {
    List<CallId> unknown = calls.filter(CallPages::isUnknown).map(SeenCall::callId).toList();
    if (unknown.isEmpty()) {
      return Future.succeededFuture();
    }
    Promise<Void> done = Promise.promise();
    Later patience = time.after(PATIENCE, done::tryComplete);
    Future.join(unknown.stream().map(this::look).toList()).onComplete(all -> done.tryComplete());
    return done.future().onComplete(any -> patience.cancel());
  }

  private static boolean isUnknown(SeenCall call) {
    return call.isUp() && call.caller() == null && call.callee() == null;
  }

  private Future<Void> look(CallId call) {
    Future<Void> under = looking.get(call);
    if (under != null) {
      return under;
    }
    Future<Void> look = looks.look(call);
    if (!look.isComplete()) {
      looking.put(call, look);
      look.onComplete(done -> looking.remove(call));
    }
    return look;
  }
}
