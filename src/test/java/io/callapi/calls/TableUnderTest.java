package io.callapi.calls;

import static io.callapi.calls.DialogExamples.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.callapi.calls.CallsRequest.Admission;
import io.callapi.calls.CallsRequest.Afterwards;
import io.callapi.calls.CallsRequest.CallsReply;
import io.callapi.calls.CallsRequest.Enter;
import io.callapi.calls.CallsRequest.Entered;
import io.callapi.calls.CallsRequest.Expect;
import io.callapi.calls.CallsRequest.Follow;
import io.callapi.calls.CallsRequest.Followed;
import io.callapi.calls.CallsRequest.Leave;
import io.callapi.calls.CallsRequest.Looked;
import io.callapi.calls.CallsRequest.Purpose;
import io.callapi.calls.view.TableNews;
import io.callapi.proxy.CallEvent;
import io.callapi.proxy.CallEvent.TransferProgress;
import io.callapi.proxy.CallEvent.TransferStage;
import io.callapi.proxy.CallState;
import io.callapi.proxy.Dialog;
import io.callapi.proxy.ProxyRequest.Release;
import io.callapi.sip.CallId;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A table beside a proxy, and the news that it publishes. */
final class TableUnderTest {

  final FakeTime time = new FakeTime();
  final ListingProxy proxy = new ListingProxy();
  final List<CallNews> news = new ArrayList<>();
  final List<TableNews> changes = new ArrayList<>();
  private final CallTableService service;

  TableUnderTest() {
    this(CallTableSettings.DEFAULT);
  }

  TableUnderTest(CallTableSettings settings) {
    service = new CallTableService("east", proxy, settings, time, news::add, changes::add);
  }

  void on(CallEvent event) {
    service.on(event);
  }

  /** An event says it, and the proxy has it so. */
  void reaches(Dialog dialog) {
    proxy.has(dialog);
    on(event(dialog.callId(), dialog.state()));
  }

  void ends(CallId call) {
    proxy.loses(call);
    on(event(call, CallState.ENDED));
  }

  /** The proxy names a new call. */
  void names(CallId oldCall, CallId newCall) {
    on(new TransferProgress(oldCall, newCall, null, TransferStage.START, null));
  }

  void report(boolean restarted, Dialog... dialogs) {
    assertThat(service.take(new CallsReport("east", List.of(dialogs), restarted)).succeeded())
        .isTrue();
  }

  Future<CallsReply> ask(CallsRequest request) {
    return service.answer(request);
  }

  Future<CallsReply> enter(String cmdId, Purpose purpose, CallId... calls) {
    return ask(new Enter(cmdId, List.of(calls), purpose, ""));
  }

  Admission admission(String cmdId, Purpose purpose, CallId... calls) {
    return ((Entered) enter(cmdId, purpose, calls).result()).admission();
  }

  Followed follow(String cmdId, CallId call) {
    return (Followed) ask(new Follow(cmdId, call)).result();
  }

  void expect(String cmdId, Expectation expectation) {
    ask(new Expect(cmdId, null, expectation));
  }

  void leave(String cmdId, @Nullable Afterwards afterwards) {
    ask(new Leave(cmdId, afterwards));
  }

  List<Dialog> look(CallsRequest request) {
    return ((Looked) ask(request).result()).dialogs();
  }

  List<Release> releases() {
    return proxy.requests().stream()
        .filter(Release.class::isInstance)
        .map(Release.class::cast)
        .toList();
  }

  void pass(long millis) {
    time.pass(Duration.ofMillis(millis));
  }
}
