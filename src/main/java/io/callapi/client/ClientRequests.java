package io.callapi.client;

import io.callapi.bus.BusFailure;
import io.callapi.bus.TypedBus;
import io.callapi.client.RequestReader.Asked;
import io.callapi.client.RequestReader.ToAnswer;
import io.callapi.client.RequestReader.ToRun;
import io.callapi.client.RequestReader.ToSubscribe;
import io.callapi.command.StartCommand;
import io.callapi.command.StartCommand.Refused;
import io.callapi.command.StartCommand.Started;
import io.callapi.jsonrpc.JsonRpcCodec.Item;
import io.callapi.jsonrpc.JsonRpcError;
import io.callapi.jsonrpc.JsonRpcMessage.Request;
import io.callapi.jsonrpc.JsonRpcMessage.Success;
import io.callapi.method.Caller;
import io.callapi.method.OwnSession;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers the requests of one client: counts them, reads them, has their commands started and their
 * queries answered. Whatever goes wrong on the way is an answer, and leaves nothing behind.
 */
final class ClientRequests {

  private static final Logger LOG = LoggerFactory.getLogger(ClientRequests.class);
  private static final Duration START_TIMEOUT = Duration.ofSeconds(10);
  private static final int RETRY_AFTER_MS = 1000;

  private static final String TOO_MANY = "too many running commands";
  private static final String TOO_FAST = "too many requests a second";

  private final RequestLog log;
  private final String session;
  private final TypedBus bus;
  private final RequestReader reader;
  private final int shards;
  private final QueryRequests queries;
  private final SubscriptionRequests subscriptions;
  private final RunningCommands running;
  private final OwnSession own;
  private final NoticeGate gate;
  private final RateLimit rateLimit;

  ClientRequests(
      RequestLog log,
      SessionTools tools,
      OwnSession own,
      RunningCommands running,
      OpenSubscriptions open,
      NoticeGate gate) {
    this.log = log;
    this.session = log.session();
    ClientSettings settings = tools.settings();
    this.bus = tools.bus();
    this.reader = tools.reader();
    this.shards = settings.shards();
    this.queries = new QueryRequests(log, new Caller(session, settings.tokens().isEmpty(), own));
    this.subscriptions = new SubscriptionRequests(log, open);
    this.running = running;
    this.own = own;
    this.gate = gate;
    this.rateLimit = new RateLimit(settings.maxRequestsPerSecond(), System::nanoTime);
  }

  /** True if the message is worth reading: a long one that comes too fast is not. */
  boolean mayRead(String text) {
    return text.length() <= Cost.MAX_UNPAID_LENGTH || rateLimit.has(Cost.of(text));
  }

  /** What is answered to a message that was not read, or to an item over the rate. */
  Answer tooFast(Item item, double cost) {
    log.tooFast();
    return Answer.limitReached(item, TOO_FAST, rateLimit.retryAfterMs(cost));
  }

  /**
   * Answers one item of a message. It never fails.
   *
   * @param cost what it counts in the rate limit, if it is right
   */
  Future<Answer> answer(Item item, double cost) {
    // Whatever it is, it counts, and before any work is done for it.
    if (!rateLimit.tryTake(cost)) {
      return Future.succeededFuture(tooFast(item, cost));
    }
    try {
      return answerPaid(item, cost).otherwise(e -> internalError(item, e));
    } catch (Throwable e) { // a defect, or too little memory or stack for this one
      return Future.succeededFuture(internalError(item, e));
    }
  }

  private Future<Answer> answerPaid(Item item, double cost) {
    Request request = item.request();
    if (request == null) {
      rateLimit.charge(Cost.surcharge(cost));
      if (item.failure() != null) {
        log.refused("", item.failure().error(), "");
      }
      return Future.succeededFuture(new Answer(item.failure(), null));
    }
    try {
      return answerRight(item, request, reader.read(request, session, log.address()));
    } catch (BadRequest e) {
      rateLimit.charge(Cost.surcharge(cost));
      log.refused(request.method(), e.error(), e.problems().toString());
      return Future.succeededFuture(Answer.failure(request, e.error(), e.problems()));
    }
  }

  private Future<Answer> answerRight(Item item, Request request, Asked asked) {
    if (asked instanceof ToSubscribe subscribe) {
      return Future.succeededFuture(subscriptions.answer(request, subscribe));
    }
    return asked instanceof ToRun run
        ? start(item, request, run.command())
        : queries.answer(request, ((ToAnswer) asked).question());
  }

  private Future<Answer> start(Item item, Request request, StartCommand command) {
    String cmdId = command.cmdId();
    if (!running.mayStart(cmdId)) {
      log.refused(command, JsonRpcError.LIMIT_REACHED, TOO_MANY);
      return Future.succeededFuture(Answer.limitReached(item, TOO_MANY, RETRY_AFTER_MS));
    }
    boolean isNew = running.add(cmdId);
    gate.hold(cmdId);
    return ask(own.isOpened() ? command.onceOnly() : command)
        .map(reply -> answerOf(request, command, isNew, reply))
        .otherwise(e -> notStarted(item, cmdId, isNew, e))
        .map(answer -> answer.holding(cmdId));
  }

  private Future<StartCommand.Reply> ask(StartCommand command) {
    try {
      return bus.request(StartCommand.shardOf(session, shards), command, START_TIMEOUT)
          .recover(ClientRequests::nobodyThere);
    } catch (Throwable e) { // what was taken for the command is given back as for any failure
      return Future.failedFuture(e);
    }
  }

  /** Each shard of the command logic leaves as soon as nothing runs there any more. */
  private static Future<StartCommand.Reply> nobodyThere(Throwable e) {
    return e instanceof BusFailure lost && lost.kind() == BusFailure.Kind.NOBODY_THERE
        ? Future.succeededFuture(
            new Refused(StartCommand.Reason.STOPPING, "the server is stopping", null, null))
        : Future.failedFuture(e);
  }

  private Answer answerOf(
      Request request, StartCommand command, boolean isNew, StartCommand.Reply reply) {
    String cmdId = command.cmdId();
    if (reply instanceof Started started) {
      settle(cmdId, false);
      return new Answer(
          request.id() == null ? null : new Success(request.id(), result(started)), cmdId);
    }
    settle(cmdId, isNew);
    Refused refused = (Refused) reply;
    log.refused(command, Refusals.error(refused.reason()), refused.text());
    return new Answer(Refusals.answer(request, cmdId, refused), cmdId);
  }

  private static Map<String, Object> result(Started started) {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("cmd_id", started.cmdId());
    result.put("event", "Started");
    if (started.repeated()) {
      result.put("repeated", true);
    }
    if (started.incomplete()) {
      result.put("incomplete", true);
    }
    return result;
  }

  private Answer notStarted(Item item, String cmdId, boolean isNew, Throwable e) {
    settle(cmdId, isNew);
    return internalError(item, e);
  }

  private void settle(String cmdId, boolean forget) {
    if (forget) {
      running.forget(cmdId);
    } else {
      running.started(cmdId);
    }
  }

  private Answer internalError(Item item, Throwable e) {
    Request request = item.request();
    log.refused(request == null ? "" : request.method(), JsonRpcError.INTERNAL_ERROR, "");
    LOG.error("session {}: cannot do {}", session, request == null ? "?" : request.method(), e);
    return Answer.internalError(item);
  }
}
