package io.callapi.client;

import io.callapi.bus.TypedBus;
import io.callapi.client.session.KeptNotices;
import io.callapi.client.session.Line;
import io.callapi.client.session.Outgoing;
import io.callapi.client.session.Reception;
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
import io.callapi.method.Recipient;
import io.callapi.proxy.Cause;
import io.vertx.core.Future;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client: starts commands for it, answers its queries, and tells it what they tell. It ends
 * with its connection, unless it was opened to outlive that.
 */
final class Session implements Recipient, Reception.Host {

  private static final Logger LOG = LoggerFactory.getLogger(Session.class);
  private static final short INTERNAL_ERROR = 1011; // RFC 6455, section 7.4.1
  private static final Item UNREAD =
      new Item(null, new Failure(RequestId.UNREADABLE, JsonRpcError.INTERNAL_ERROR, null));

  private final RequestLog log;
  private final String id;
  private final JsonRpcCodec codec;
  private final Outgoing outgoing;
  private final NoticeGate gate;
  private final RunningCommands running;
  private final OpenSubscriptions subscriptions;
  private final SessionControl control;
  private final ClientRequests requests;
  private final TypedBus.Registration notices;
  private final Set<SessionPart> parts = new LinkedHashSet<>();
  private boolean ended;

  /**
   * @param line of the connection that it begins with
   * @param switchboard of that connection
   */
  Session(RequestLog log, SessionTools tools, Line line, Switchboard switchboard) {
    this.log = log;
    this.id = log.session();
    this.codec = tools.codec();
    this.outgoing = new Outgoing(line);
    this.gate = new NoticeGate(this::tell);
    this.running = new RunningCommands(id, tools.bus(), tools.settings().maxRunningCommands());
    this.subscriptions = new OpenSubscriptions(this);
    this.control = new SessionControl(this, tools, switchboard);
    this.requests = new ClientRequests(log, tools, control, running, subscriptions, gate);
    this.notices = tools.bus().listen(CommandNotice.ADDRESS.of(id), gate::pass);
    outgoing.onRoom(() -> List.copyOf(parts).forEach(SessionPart::onRoom));
  }

  @Override
  public String session() {
    return id;
  }

  @Override
  public Outgoing outgoing() {
    return outgoing;
  }

  /** Whether anything runs for it. */
  boolean isIdle() {
    return running.isEmpty() && parts.isEmpty();
  }

  @Override
  public Future<Void> onText(Line from, String text) {
    if (ended || from != outgoing.line()) {
      return Future.succeededFuture(); // another connection has taken its place
    }
    if (!requests.mayRead(text)) {
      write(from, List.of(requests.tooFast(UNREAD, Cost.of(text))), false);
      return Future.succeededFuture();
    }
    JsonRpcCodec.Frame frame = decode(text);
    boolean isBatch = frame instanceof Batch;
    List<Item> items =
        frame instanceof Batch batch ? batch.items() : List.of(((Single) frame).item());
    double cost = Cost.share(text, items.size());
    control.beforeMessage(isBatch);
    return Future.all(items.stream().map(item -> requests.answer(item, cost)).toList())
        .onSuccess(answers -> write(from, answers.list(), isBatch))
        .onFailure(e -> LOG.error("session {}: cannot answer", id, e))
        .otherwiseEmpty()
        .mapEmpty();
  }

  private JsonRpcCodec.Frame decode(String text) {
    try {
      return codec.decode(text);
    } catch (Throwable e) { // a defect, or too little memory or stack for this one
      LOG.error("session {}: cannot read a message", id, e);
      return new Single(UNREAD);
    }
  }

  /** A connection is gone: where it was all that the session had, that ends. */
  void onClose(Line line) {
    if (!control.outlives(line)) {
      end();
    }
  }

  @Override
  public void onResumed(String client) {
    log.from(client);
  }

  @Override
  public void onGap() {
    List.copyOf(parts).forEach(SessionPart::onGap);
  }

  /** Its commands are told, and nothing is written any more. */
  @Override
  public void end() {
    if (ended) {
      return;
    }
    List.copyOf(parts).forEach(SessionPart::onEnd);
    parts.clear();
    ended = true;
    control.end();
    notices.cancel().onFailure(e -> LOG.warn("session {}: {}", id, e.getMessage()));
    running.close();
  }

  /** Notifications have numbers from now on, and are kept. */
  void number(KeptNotices kept) {
    outgoing.open(kept);
  }

  private void write(Line to, List<Answer> answers, boolean batch) {
    List<JsonRpcMessage> replies =
        answers.stream().map(Answer::reply).filter(Objects::nonNull).toList();
    if (!replies.isEmpty()) {
      attempt(to, () -> outgoing.reply(to, encoded(replies, batch)));
    }
    control.afterMessage();
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

  private void tell(CommandNotice notice) {
    if (notice instanceof CommandNotice.Ended) {
      running.forget(notice.cmdId());
    }
    tell(notice.method(), ClientNotice.of(notice));
  }

  @Override
  public void tell(String method, ClientNotice notice) {
    if (ended) {
      return;
    }
    long number = outgoing.next();
    String text = encoded(method, number == 0 ? notice : notice.numbered(number));
    attempt(outgoing.line(), () -> outgoing.notify(text));
  }

  private String encoded(String method, ClientNotice notice) {
    try {
      return codec.encode(new Notification(method, notice));
    } catch (Throwable e) { // one stage cannot be shown; the end of the command still comes
      LOG.error("session {}: cannot write what {} tells", id, notice.cmdId(), e);
      Cause cause = Cause.internal("a stage of the command cannot be shown");
      return codec.encode(new Notification(method, notice.replacedBy(cause)));
    }
  }

  private void attempt(@Nullable Line line, Runnable writing) {
    try {
      writing.run();
    } catch (Throwable e) { // the client would miss it unawares
      LOG.error("session {}: cannot write", id, e);
      if (line != null) {
        line.close(INTERNAL_ERROR, "internal error");
      }
    }
  }

  @Override
  public boolean isBehind() {
    return outgoing.isBehind();
  }

  @Override
  public void own(SessionPart part) {
    parts.add(part);
  }

  @Override
  public void disown(SessionPart part) {
    parts.remove(part);
  }
}
