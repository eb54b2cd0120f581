package io.callapi.client;

import io.callapi.bus.BusFailure;
import io.callapi.bus.TypedBus;
import io.callapi.command.CommandNotice;
import io.callapi.command.CommandSignal;
import io.callapi.command.StartCommand;
import io.callapi.command.StartCommand.Refused;
import io.callapi.command.StartCommand.Started;
import io.callapi.jsonrpc.JsonRpcCodec;
import io.callapi.jsonrpc.JsonRpcCodec.Batch;
import io.callapi.jsonrpc.JsonRpcCodec.Item;
import io.callapi.jsonrpc.JsonRpcCodec.Single;
import io.callapi.jsonrpc.JsonRpcError;
import io.callapi.jsonrpc.JsonRpcMessage;
import io.callapi.jsonrpc.JsonRpcMessage.Failure;
import io.callapi.jsonrpc.JsonRpcMessage.Request;
import io.callapi.jsonrpc.JsonRpcMessage.RequestId;
import io.callapi.jsonrpc.JsonRpcMessage.Success;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One client's connection: starts commands for it and writes what they tell. */
final class ClientSession {

  private static final Logger LOG = LoggerFactory.getLogger(ClientSession.class);
  private static final Duration START_TIMEOUT = Duration.ofSeconds(10);
  private static final int RETRY_AFTER_MS = 1000;
  private static final String TOO_FAST = "too many requests a second";

  private final String id;
  private final TypedBus bus;
  private final JsonRpcCodec codec;
  private final CommandReader reader;
  private final ClientSettings settings;
  private final Outbox outbox;
  private final RateLimit rateLimit;
  private final NoticeGate gate;
  private final TypedBus.Registration notices;
  private final Set<String> running = new HashSet<>();
  private boolean closed;

  ClientSession(
      String id, TypedBus bus, ClientSettings settings, CommandReader reader, Outbox outbox) {
    this.id = id;
    this.bus = bus;
    this.codec = new JsonRpcCodec();
    this.reader = reader;
    this.settings = settings;
    this.outbox = outbox;
    this.rateLimit = new RateLimit(settings.maxRequestsPerSecond(), System::nanoTime);
    this.gate = new NoticeGate(this::write);
    this.notices = bus.listen(CommandNotice.ADDRESS.of(id), gate::pass);
  }

  /** Takes one message of the client. */
  void onText(String text) {
    JsonRpcCodec.Frame frame = decode(text);
    if (frame instanceof Single single) {
      answer(single.item()).onSuccess(answer -> write(List.of(answer), false));
    } else if (frame instanceof Batch batch) {
      Future.all(batch.items().stream().map(this::answer).toList())
          .onSuccess(answers -> write(answers.list(), true));
    }
  }

  private JsonRpcCodec.Frame decode(String text) {
    try {
      return codec.decode(text);
    } catch (RuntimeException e) {
      LOG.error("session {}: cannot read a message", id, e);
      Failure failure = new Failure(RequestId.UNREADABLE, JsonRpcError.INTERNAL_ERROR, null);
      return new Single(new Item(null, failure));
    }
  }

  /**
   * Counts a frame that is no request.
   *
   * @return for how many milliseconds nothing more should be read
   */
  int count() {
    return rateLimit.take();
  }

  /** The connection is gone: its commands are told, and nothing is written any more. */
  void onClose() {
    closed = true;
    notices.cancel().onFailure(e -> LOG.warn("session {}: {}", id, e.getMessage()));
    running.forEach(this::tellClientGone);
  }

  void close(short code, String reason) {
    outbox.close(code, reason);
  }

  /**
   * What is answered to one request.
   *
   * @param reply null if the request wants none
   * @param cmdId the command whose notices may pass once the reply is written
   */
  private record Answer(@Nullable JsonRpcMessage reply, @Nullable String cmdId) {}

  private Future<Answer> answer(Item item) {
    // Whatever it is, it counts, and before any work is done for it.
    if (!rateLimit.tryTake()) {
      return overRate(item);
    }
    Request request = item.request();
    return request == null
        ? Future.succeededFuture(new Answer(item.failure(), null))
        : answer(request);
  }

  private Future<Answer> answer(Request request) {
    try {
      StartCommand command = reader.read(request, id);
      return mayStart(command.cmdId())
          ? start(request, command)
          : refused(request, "too many running commands", RETRY_AFTER_MS);
    } catch (BadRequest e) {
      return Future.succeededFuture(failure(request, e.error(), e.problems()));
    } catch (RuntimeException e) {
      LOG.error("session {}: cannot read {}", id, request.method(), e);
      return Future.succeededFuture(failure(request, JsonRpcError.INTERNAL_ERROR, null));
    }
  }

  /** A request that is sent again starts nothing. */
  private boolean mayStart(String cmdId) {
    return running.contains(cmdId) || running.size() < settings.maxRunningCommands();
  }

  private Future<Answer> overRate(Item item) {
    Request request = item.request();
    Failure unreadable = item.failure();
    if (request != null) {
      return refused(request, TOO_FAST, rateLimit.retryAfterMs());
    }
    RequestId to = unreadable == null ? RequestId.UNREADABLE : unreadable.id();
    Object data = limit(TOO_FAST, rateLimit.retryAfterMs());
    return Future.succeededFuture(
        new Answer(new Failure(to, JsonRpcError.LIMIT_REACHED, data), null));
  }

  private Future<Answer> start(Request request, StartCommand command) {
    String cmdId = command.cmdId();
    boolean isNew = running.add(cmdId);
    gate.hold(cmdId);
    return bus.request(StartCommand.shardOf(cmdId, settings.shards()), command, START_TIMEOUT)
        .map(reply -> answerOf(request, cmdId, isNew, reply))
        .otherwise(e -> notStarted(request, cmdId, isNew, e));
  }

  private Answer answerOf(Request request, String cmdId, boolean isNew, StartCommand.Reply reply) {
    if (reply instanceof Started started) {
      onStarted(cmdId, isNew && !started.endFollows());
      Map<String, Object> result = Map.of("cmd_id", cmdId, "event", "Started");
      return new Answer(request.id() == null ? null : new Success(request.id(), result), cmdId);
    }
    onStarted(cmdId, isNew);
    return new Answer(Refusals.answer(request, cmdId, (Refused) reply), cmdId);
  }

  private void onStarted(String cmdId, boolean forget) {
    if (forget) {
      running.remove(cmdId);
    } else if (closed) {
      tellClientGone(cmdId);
    }
  }

  private Answer notStarted(Request request, String cmdId, boolean isNew, Throwable e) {
    // Each shard of the command logic leaves as soon as nothing runs there any more.
    boolean left = e instanceof BusFailure lost && lost.kind() == BusFailure.Kind.NOBODY_THERE;
    return left
        ? answerOf(
            request,
            cmdId,
            isNew,
            new Refused(StartCommand.Reason.STOPPING, "the server is stopping", null, null))
        : internalError(request, cmdId, isNew, e);
  }

  private Answer internalError(Request request, String cmdId, boolean isNew, Throwable e) {
    LOG.error("session {}: cannot start {}", id, request.method(), e);
    onStarted(cmdId, isNew);
    Answer answer = failure(request, JsonRpcError.INTERNAL_ERROR, null);
    return new Answer(answer.reply(), cmdId);
  }

  private Future<Answer> refused(Request request, String text, int retryAfterMs) {
    return Future.succeededFuture(
        failure(request, JsonRpcError.LIMIT_REACHED, limit(text, retryAfterMs)));
  }

  private static Map<String, Object> limit(String text, int retryAfterMs) {
    return Map.of("reason", text, "retry_after_ms", retryAfterMs);
  }

  private static Answer failure(Request request, JsonRpcError error, @Nullable Object data) {
    return new Answer(request.id() == null ? null : new Failure(request.id(), error, data), null);
  }

  private void write(List<Answer> answers, boolean batch) {
    List<JsonRpcMessage> replies =
        answers.stream().map(Answer::reply).filter(Objects::nonNull).toList();
    if (!replies.isEmpty()) {
      write(batch ? codec.encodeBatch(replies) : codec.encode(replies.get(0)));
    }
    answers.stream().map(Answer::cmdId).filter(Objects::nonNull).forEach(gate::release);
  }

  private void write(CommandNotice notice) {
    if (notice instanceof CommandNotice.Ended) {
      running.remove(notice.cmdId());
    }
    write(codec.encode(Notices.message(notice)));
  }

  private void write(String text) {
    if (!closed) {
      outbox.write(text);
    }
  }

  private void tellClientGone(String cmdId) {
    bus.send(CommandSignal.ADDRESS.of(cmdId), new CommandSignal.ClientGone(id));
  }
}
