package io.callapi.calls;

import io.callapi.calls.CallsRequest.CallsReply;
import io.callapi.calls.CallsRequest.Survey;
import io.callapi.calls.CallsRequest.Surveyed;
import io.callapi.calls.view.CallDirectory;
import io.callapi.calls.view.Memo;
import io.callapi.calls.view.SeenCall;
import io.callapi.calls.view.TableNews;
import io.callapi.calls.view.TableNews.CallChange;
import io.callapi.calls.view.TableNews.Contact;
import io.callapi.sip.CallId;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who watches all calls of the proxy. As long as somebody does, the table looks after calls that no
 * command follows, too: it asks for their parties, and reads a list now and then, for an event may
 * be lost.
 */
final class Watchers {

  private static final Logger LOG = LoggerFactory.getLogger(Watchers.class);

  private final String proxy;
  private final CallDirectory directory;
  private final LookBudget parties;
  private final ProxyLooks looks;
  private final TableTime time;
  private final Duration every;
  private final Consumer<TableNews> publisher;
  private final Set<String> all = new HashSet<>();
  private final Set<CallId> asked = new HashSet<>();
  private boolean keepingUp;

  /**
   * @param parties looks at calls whose parties are not known
   * @param every how often a list is read
   */
  Watchers(
      String proxy,
      CallDirectory directory,
      LookBudget parties,
      ProxyLooks looks,
      TableTime time,
      Duration every,
      Consumer<TableNews> publisher) {
    this.proxy = proxy;
    this.directory = directory;
    this.parties = parties;
    this.looks = looks;
    this.time = time;
    this.every = every;
    this.publisher = publisher;
    directory.tell(this::onChange);
  }

  /** All calls as they are now; whoever asks is told each change from here on. */
  CallsReply survey(Survey request) {
    if (all.add(request.watcher())) {
      directory.all().forEach(this::lookIfUnclear);
      keepUp();
    }
    return new Surveyed(proxy, directory.all(), directory.number());
  }

  void leave(String watcher) {
    all.remove(watcher);
  }

  /** Contact with the proxy was made; what it has shown is in the table. */
  void onContact(boolean restarted) {
    if (!all.isEmpty()) {
      String reason = restarted ? "the proxy was restarted" : "contact with the proxy was lost";
      publisher.accept(new Contact(proxy, reason));
    }
  }

  private void onChange(long number, @Nullable SeenCall before, SeenCall after) {
    if (all.isEmpty()) {
      return;
    }
    publisher.accept(new CallChange(proxy, number, before, after, new Memo()));
    lookIfUnclear(after);
  }

  private void lookIfUnclear(SeenCall call) {
    boolean isUnclear = call.isUp() && call.caller() == null && call.callee() == null;
    if (isUnclear && asked.add(call.callId())) {
      // Once more if that has shown nothing, and something happens to the call.
      parties.look(call.callId()).onComplete(done -> asked.remove(call.callId()));
    }
  }

  private void keepUp() {
    if (!keepingUp) {
      keepingUp = true;
      time.after(every, this::listAgain);
    }
  }

  private void listAgain() {
    keepingUp = false;
    if (!all.isEmpty()) {
      looks
          .list()
          .onFailure(failure -> LOG.debug("no list: {}", failure.getMessage()))
          .onComplete(done -> keepUp());
    }
  }
}
