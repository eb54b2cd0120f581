package io.callapi.client;

import io.callapi.bus.TypedBus;
import io.callapi.command.CommandNotice;
import io.callapi.jsonrpc.JsonRpcCodec;
import io.callapi.jsonrpc.JsonRpcCodec.Batch;
import io.callapi.jsonrpc.JsonRpcCodec.Item;
import io.callapi.jsonrpc.JsonRpcCodec.Single;
import io.callapi.jsonrpc.JsonRpcError;
import io.callapi.jsonrpc.JsonRpcMessage;
import io.callapi.jsonrpc.JsonRpcMessage.Failure;
import io.callapi.jsonrpc.JsonRpcMessage.Notification;
import io.callapi.jsonrpc.JsonRpcMessage.RequestId;
import io.callapi.method.ClientNotice;
import io.callapi.proxy.Cause;
import io.vertx.core.Future;
import java.util.List;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One client's connection: starts commands for it and writes what they tell. */
final class ClientSession {

  private static final Logger LOG = LoggerFactory.getLogger(ClientSession.class);
  private static final short INTERNAL_ERROR = 1011; // RFC 6455, section 7.4.1
  private static final Item UNREAD =
      new Item(null, new Failure(RequestId.UNREADABLE, JsonRpcError.INTERNAL_ERROR, null));

  private final String id;
  private final JsonRpcCodec codec;
  private final Outlet outlet;
  private final NoticeGate gate;
  private final RunningCommands running;
  private final OpenSubscriptions subscriptions;
  private final ClientRequests requests;
  private final TypedBus.Registration notices;
  private boolean closed;

  ClientSession(
      RequestLog log, TypedBus bus, ClientSettings settings, RequestReader reader, Outbox outbox) {
    this(log, bus, settings, reader, Outlet.to(outbox), new JsonRpcCodec());
  }

  ClientSession(
      RequestLog log,
      TypedBus bus,
      ClientSettings settings,
      RequestReader reader,
      Outlet outlet,
      JsonRpcCodec codec) {
    this.id = log.session();
    this.codec = codec;
    this.outlet = outlet;
    this.gate = new NoticeGate(this::write);
    this.running = new RunningCommands(id, bus, settings.maxRunningCommands());
    this.subscriptions = new OpenSubscriptions(id, outlet::hasRoom, this::write);
    this.requests = new ClientRequests(log, bus, settings, reader, running, subscriptions, gate);
    outlet.onRoom(subscriptions::onRoom);
    this.notices = bus.listen(CommandNotice.ADDRESS.of(id), gate::pass);
  }

  /**
   * Takes one message of the client.
   *
   * @return when it is answered; it never fails
   */
  Future<Void> onText(String text) {
    if (!requests.mayRead(text)) {
      write(List.of(requests.tooFast(UNREAD, Cost.of(text))), false);
      return Future.succeededFuture();
    }
    JsonRpcCodec.Frame frame = decode(text);
    List<Item> items =
        frame instanceof Batch batch ? batch.items() : List.of(((Single) frame).item());
    double cost = Cost.share(text, items.size());
    return Future.all(items.stream().map(item -> requests.answer(item, cost)).toList())
        .onSuccess(answers -> write(answers.list(), frame instanceof Batch))
        .onFailure(e -> LOG.error("session {}: cannot answer", id, e))
        .otherwiseEmpty()
        .mapEmpty();
  }

  /**
   * Counts a frame that is no request.
   *
   * @return for how many milliseconds nothing more should be read
   */
  int count() {
    return requests.count();
  }

  private JsonRpcCodec.Frame decode(String text) {
    try {
      return codec.decode(text);
    } catch (Throwable e) { // a defect, or too little memory or stack for this one
      LOG.error("session {}: cannot read a message", id, e);
      return new Single(UNREAD);
    }
  }

  /** The connection is gone: its commands are told, and nothing is written any more. */
  void onClose() {
    closed = true;
    notices.cancel().onFailure(e -> LOG.warn("session {}: {}", id, e.getMessage()));
    subscriptions.close();
    running.close();
  }

  void close(short code, String reason) {
    outlet.close(code, reason);
  }

  private void write(List<Answer> answers, boolean batch) {
    List<JsonRpcMessage> replies =
        answers.stream().map(Answer::reply).filter(Objects::nonNull).toList();
    if (!replies.isEmpty()) {
      write(encoded(replies, batch));
    }
    answers.stream().map(Answer::cmdId).filter(Objects::nonNull).forEach(this::onAnswered);
  }

  private void onAnswered(String cmdId) {
    gate.release(cmdId);
    subscriptions.begin(cmdId);
  }

  private String encoded(List<JsonRpcMessage> replies, boolean batch) {
    try {
      return batch ? codec.encodeBatch(replies) : codec.encode(replies.get(0));
    } catch (Throwable e) { // the commands run: their client is to hear of them nevertheless
      LOG.error("session {}: cannot write a reply", id, e);
      return codec.encode(new Failure(RequestId.UNREADABLE, JsonRpcError.INTERNAL_ERROR, null));
    }
  }

  private void write(CommandNotice notice) {
    if (notice instanceof CommandNotice.Ended) {
      running.forget(notice.cmdId());
    }
    write(encoded(notice));
  }

  private String encoded(CommandNotice notice) {
    try {
      return codec.encode(Notices.message(notice));
    } catch (Throwable e) { // one stage cannot be shown; the end of the command still comes
      LOG.error("session {}: cannot write what {} tells", id, notice.cmdId(), e);
      Cause cause = Cause.internal("a stage of the command cannot be shown");
      return codec.encode(
          Notices.message(
              new CommandNotice.Failed(notice.cmdId(), notice.method(), notice.tag(), cause)));
    }
  }

  private void write(String method, ClientNotice notice) {
    if (closed) {
      return;
    }
    try {
      write(codec.encode(new Notification(method, notice)));
    } catch (Throwable e) { // the client would miss it unawares
      LOG.error("session {}: cannot write what {} tells", id, notice.cmdId(), e);
      outlet.close(INTERNAL_ERROR, "internal error");
    }
  }

  private void write(String text) {
    if (closed) {
      return;
    }
    try {
      outlet.write(text);
    } catch (Throwable e) { // the client would miss it unawares
      LOG.error("session {}: cannot write", id, e);
      outlet.close(INTERNAL_ERROR, "internal error");
    }
  }
}
