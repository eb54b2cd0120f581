package io.callapi.calls;

import io.callapi.calls.CallsRequest.Admission;
import io.callapi.calls.CallsRequest.CallsReply;
import io.callapi.calls.CallsRequest.Enter;
import io.callapi.calls.CallsRequest.Entered;
import io.callapi.calls.CallsRequest.Purpose;
import io.callapi.proxy.Dialog;
import io.callapi.sip.CallId;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Lets commands in to their calls, and tells them what is known of these. */
final class Admissions {

  private final TableState state;
  private final ProxyLooks looks;

  Admissions(TableState state, ProxyLooks looks) {
    this.state = state;
    this.looks = looks;
  }

  Future<CallsReply> enter(Enter request) {
    return request.purpose() == Purpose.START ? start(request) : standInLine(request);
  }

  /** A call of that Call-ID whose parties are not known is looked at first: it may be our own. */
  private Future<CallsReply> start(Enter request) {
    CallId unclear = request.calls().stream().filter(this::isUnclear).findFirst().orElse(null);
    return unclear == null
        ? startNow(request)
        : looks.lookUp(unclear).transform(done -> startNow(request));
  }

  private boolean isUnclear(CallId call) {
    return state.table().up(call).stream().anyMatch(dialog -> dialog.listed() == null);
  }

  private Future<CallsReply> startNow(Enter request) {
    boolean isInUse =
        request.calls().stream()
            .flatMap(call -> state.table().up(call).stream())
            .anyMatch(dialog -> !dialog.isOurs());
    if (isInUse) {
      return Future.succeededFuture(new Entered(Admission.IN_USE, List.of(), true));
    }
    return standInLine(request);
  }

  private Future<CallsReply> standInLine(Enter request) {
    boolean existed = request.calls().stream().anyMatch(this::exists);
    Promise<Admission> admitted = Promise.promise();
    state.turns().enter(request, admitted::complete);
    return admitted.future().map(admission -> entered(request, admission, existed));
  }

  /** A call is there, or a command is about to make it. */
  private boolean exists(CallId call) {
    return !state.table().up(call).isEmpty() || state.turns().isStarting(call);
  }

  private CallsReply entered(Enter request, Admission admission, boolean existed) {
    if (admission != Admission.GRANTED) {
      return new Entered(admission, List.of(), existed);
    }
    if (request.purpose() == Purpose.START) {
      request.calls().forEach(state.lateCopies()::dropSetup);
      request.calls().forEach(call -> made(request, call));
    }
    return new Entered(admission, known(request), existed);
  }

  private void made(Enter request, CallId call) {
    state.table().directory().made(call, request.cmdId(), request.tag(), null);
  }

  private List<Dialog> known(Enter request) {
    Stream<KnownDialog> own =
        request.calls().stream().flatMap(call -> state.table().up(call).stream());
    Stream<KnownDialog> marked =
        request.purpose() == Purpose.START && !request.referMark().isEmpty()
            ? state.table().marked(request.referMark()).stream()
            : Stream.of();
    return Stream.concat(own, marked)
        .distinct()
        .filter(KnownDialog::isUp)
        .map(KnownDialog::listed)
        .filter(Objects::nonNull)
        .toList();
  }
}
