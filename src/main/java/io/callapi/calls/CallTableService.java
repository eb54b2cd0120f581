package io.callapi.calls;

import io.callapi.calls.CallNews.StateNews;
import io.callapi.calls.CallsRequest.CallsReply;
import io.callapi.calls.CallsRequest.Enter;
import io.callapi.calls.CallsRequest.Expect;
import io.callapi.calls.CallsRequest.Explain;
import io.callapi.calls.CallsRequest.FindCall;
import io.callapi.calls.CallsRequest.Follow;
import io.callapi.calls.CallsRequest.Followed;
import io.callapi.calls.CallsRequest.Leave;
import io.callapi.calls.CallsRequest.ListCalls;
import io.callapi.calls.CallsRequest.Look;
import io.callapi.calls.CallsRequest.NotLooked;
import io.callapi.calls.CallsRequest.Noted;
import io.callapi.calls.CallsRequest.Search;
import io.callapi.calls.CallsRequest.Survey;
import io.callapi.calls.CallsRequest.Unwatch;
import io.callapi.calls.view.TableNews;
import io.callapi.proxy.CallEvent;
import io.callapi.proxy.CallFailure.Reason;
import io.callapi.proxy.Cause;
import io.callapi.proxy.SipProxy;
import io.callapi.sip.CallId;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** The table of one proxy and all that works on it, without a bus; on one event loop. */
final class CallTableService {

  private static final Duration AT_ONCE = Duration.ofMillis(250);
  private static final int LOOKS_FOR_CLIENTS = 10;

  private final TableState state;
  private final Consumer<CallNews> publisher;
  private final int maxCommands;
  private final Overflow overflow;
  private final Verification verification;
  private final CommandsOnCalls commands;
  private final DialogSearch search;
  private final Admissions admissions;
  private final CallPages pages;
  private final Watchers watchers;
  private final TableEvents events;
  private final ReportIntake reports;

  /**
   * @param publisher publishes news of calls that are followed
   * @param shown publishes changes of all calls while they are watched
   */
  CallTableService(
      String proxyName,
      SipProxy proxy,
      CallTableSettings settings,
      TableTime time,
      Consumer<CallNews> publisher,
      Consumer<TableNews> shown) {
    maxCommands = settings.bounds().commands();
    overflow = new Overflow(proxyName, time);
    CallTable table = new CallTable(time, settings, overflow);
    this.publisher = publisher;
    Followers followers = new Followers(this::publish, settings);
    state =
        new TableState(
            table,
            new NamedCalls(table),
            new Expectations(table, time),
            new LateCopies(time, settings, overflow),
            new KeptCalls(settings),
            new Turns(time, settings.times(), new TurnListener()),
            followers);
    DialogRelease release = new DialogRelease(proxy);
    NewCallJudge judge = new NewCallJudge(state, release, time);
    Reconciliation reconciliation = new Reconciliation(table, followers);
    ProxyLooks looks = new ProxyLooks(proxy, table, time, settings.pace(), reconciliation::take);
    Forks forks = new Forks(state, proxy, looks, time);
    reconciliation.lookWith(looks);
    reconciliation.addListener(judge::judge);
    reconciliation.addListener(forks::onListed);
    LookBudget budget = new LookBudget(looks, time, settings.pace().looksAtOnce(), AT_ONCE);
    verification = new Verification(time, settings.pace().silences(), budget::look);
    Newcomers newcomers = new Newcomers(state, judge, looks, time, settings.pace());
    commands = new CommandsOnCalls(state, verification, newcomers, time);
    search = new DialogSearch(state, judge, looks);
    admissions = new Admissions(state, looks);
    LookBudget forClients = new LookBudget(looks, time, LOOKS_FOR_CLIENTS, AT_ONCE);
    pages = new CallPages(table.directory(), forClients, time);
    watchers =
        new Watchers(
            proxyName,
            table.directory(),
            forClients,
            looks,
            time,
            settings.pace().watching(),
            shown);
    events = new TableEvents(state, reconciliation, newcomers, forks, looks, verification);
    reports = new ReportIntake(state, reconciliation, release, time, settings.times().strayDelay());
    new Upkeep(table, looks, time, settings.pace().upkeep()).start();
  }

  private void publish(CallNews news) {
    verification.heard(news.callId());
    publisher.accept(news);
  }

  void on(CallEvent event) {
    events.on(event);
  }

  Future<CallsReply> take(CallsReport report) {
    reports.take(report);
    watchers.onContact(report.restarted());
    return noted();
  }

  /** Answers a command. */
  Future<CallsReply> answer(CallsRequest request) {
    state.table().forgetOld();
    if (request instanceof Enter enter) {
      return hasRoom(state.turns().size(), enter.cmdId()) ? admissions.enter(enter) : full();
    }
    if (request instanceof Leave leave) {
      commands.leave(leave.cmdId(), leave.afterwards());
      return noted();
    }
    if (request instanceof Follow follow) {
      return follow(follow);
    }
    if (request instanceof Expect expect) {
      return expect(expect);
    }
    if (request instanceof ListCalls list) {
      return pages.list(list);
    }
    if (request instanceof FindCall find) {
      return pages.find(find.call());
    }
    if (request instanceof Survey survey) {
      return Future.succeededFuture(watchers.survey(survey));
    }
    if (request instanceof Unwatch unwatch) {
      watchers.leave(unwatch.watcher());
      return noted();
    }
    if (request instanceof Explain explain) {
      state.table().directory().because(explain.call(), explain.cause());
      return noted();
    }
    if (request instanceof Search asked) {
      return search.search(asked.expectation());
    }
    return search.look(((Look) request).call());
  }

  private Future<CallsReply> follow(Follow request) {
    List<StateNews> now = commands.follow(request.cmdId(), request.call());
    if (now == null) {
      overflow.report(maxCommands + " commands that follow calls", request.cmdId());
      return full();
    }
    return Future.succeededFuture(new Followed(now));
  }

  private Future<CallsReply> expect(Expect request) {
    if (!hasRoom(state.expectations().size(), request.cmdId())) {
      return full();
    }
    commands.expect(request);
    return noted();
  }

  private boolean hasRoom(int size, String cmdId) {
    if (size >= maxCommands) {
      overflow.report(maxCommands + " commands", cmdId);
    }
    return size < maxCommands;
  }

  private static Future<CallsReply> noted() {
    return Future.succeededFuture(new Noted());
  }

  private static Future<CallsReply> full() {
    return Future.succeededFuture(
        new NotLooked(Reason.NOT_POSSIBLE, Cause.internal("Too many commands")));
  }

  /** Hands on to what is made later than the lines. */
  private final class TurnListener implements Turns.Listener {

    @Override
    public void onEnding(CallId call, String byCmdId) {
      commands.onEnding(call, byCmdId);
    }

    @Override
    public void onDropped(String cmdId) {
      commands.onDropped(cmdId);
    }
  }
}
