package io.callapi.simulator;

import io.vertx.core.Context;
import io.vertx.core.datagram.DatagramSocket;
import java.time.Clock;
import java.util.Optional;

/** The parts of one simulated proxy, put together. */
final class ProxyParts {

  final Worker worker;
  final MiLog log = new MiLog();
  final SimulatedSubscriptions subscriptions;
  final Phones phones;
  final MiDispatcher dispatcher;
  final EventStreams streams;
  final Optional<HttpMiProcess> http;
  private final SimulatedEventSink events;
  private final Dialogs dialogs;
  private final Statistics statistics;
  private final UacCalls uacCalls;
  private final Calls calls;
  private final Referrals referrals;
  private final Holds holds;
  private final World world;
  private final Tokens tokens = new Tokens();

  ProxyParts(SimulatorOptions options, Context context, DatagramSocket socket) {
    SimulatedVersion version = SimulatedVersion.parse(options.version());
    Clock clock = Clock.systemUTC();
    SimulatorTiming timing = options.timing();
    worker = new Worker(context);
    subscriptions = new SimulatedSubscriptions(clock);
    streams = new EventStreams(context.owner().createNetClient(), worker, options.reliableEvents());
    events = new SimulatedEventSink(subscriptions, socket, streams);
    dialogs = new Dialogs(events, worker, timing.endedDialogLinger(), clock, tokens.dialogNumber());
    TransferEvents transfers = new TransferEvents(dialogs, events);
    calls = new Calls(dialogs, transfers, tokens, timing, worker);
    SimulatedPhoneCalls phoneCalls = new SimulatedPhoneCalls(calls, tokens, worker);
    referrals = new Referrals(calls, phoneCalls, transfers, timing, worker);
    phones = new Phones(calls, phoneCalls, dialogs, tokens);
    statistics = new Statistics(dialogs, clock);
    uacCalls = new UacCalls(calls, tokens);

    holds = new Holds(events, worker, version);
    world = new World(options.calls(), dialogs, transfers, holds, tokens, timing, worker);
    CommandTable table = new CommandTable(version, options.missingModules());
    addCoreCommands(table, version, options);
    addCallCommands(table, version, options);
    dispatcher = new MiDispatcher(table, version);
    http =
        options
            .http()
            .map(o -> new HttpMiProcess(o, options.late(), worker, dispatcher, log, clock));
  }

  private void addCoreCommands(
      CommandTable table, SimulatedVersion version, SimulatorOptions options) {
    CommandNames names = new CommandNames(version, options.missingModules());
    EventCatalogue catalogue = new EventCatalogue(version, options.missingModules());
    table
        .add(new CoreCommands(version, statistics, table, names).commands())
        .add(
            new EventCommands(catalogue, subscriptions, events, options.missingModules())
                .commands());
  }

  private void addCallCommands(
      CommandTable table, SimulatedVersion version, SimulatorOptions options) {
    table
        .add(new TmCommands(uacCalls, dialogs, options, tokens, worker).commands())
        .add(new DialogCommands(dialogs, calls, new DialogListing(options)).commands())
        .add(new SequentialCommands(dialogs, referrals, version).commands())
        .add(new CallopsCommands(dialogs, referrals, holds, version).commands());
  }

  /** The phones begin to call each other, if they are to. */
  void begin() {
    world.start();
  }

  /** Everything that a proxy keeps in memory is gone. */
  void restart() {
    worker.forgetAll();
    dialogs.clear();
    subscriptions.clear();
    streams.clear();
    uacCalls.clear();
    statistics.restart();
    dispatcher.revive();
    http.ifPresent(HttpMiProcess::restart);
    world.start();
  }
}
