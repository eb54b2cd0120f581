package io.callapi.command;

import io.callapi.bus.TypedBus;
import io.callapi.bus.TypedBus.Registration;
import io.callapi.calls.CallNews;
import io.callapi.calls.CallsRequest;
import io.callapi.calls.CallsRequest.Admission;
import io.callapi.calls.CallsRequest.Afterwards;
import io.callapi.calls.CallsRequest.CallsReply;
import io.callapi.calls.CallsRequest.Enter;
import io.callapi.calls.CallsRequest.Entered;
import io.callapi.calls.CallsRequest.Followed;
import io.callapi.calls.CallsRequest.Looked;
import io.callapi.calls.CallsRequest.NotLooked;
import io.callapi.calls.CallsRequest.Purpose;
import io.callapi.calls.ReferMark;
import io.callapi.proxy.CallFailure;
import io.callapi.proxy.CallFailure.Reason;
import io.callapi.proxy.Cause;
import io.callapi.proxy.ProxyPool.Member;
import io.callapi.proxy.ProxyRequest;
import io.callapi.proxy.ProxyRequest.Refused;
import io.callapi.proxy.SipProxy;
import io.callapi.sip.CallId;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one command has to do with one proxy: its turn at the calls there, what it asks the proxy
 * and the table of its calls, and what it hears of the calls that it follows.
 */
final class CallsDesk {

  /** For a command that concerns no call. */
  static final Entered WITHOUT_CALL = new Entered(Admission.GRANTED, List.of(), false);

  private static final Logger LOG = LoggerFactory.getLogger(CallsDesk.class);
  private static final Duration TABLE = Duration.ofSeconds(60);

  private final TypedBus bus;
  private final CommandSettings settings;
  private final Member where;
  private final StartCommand request;
  private final String cmdId;
  private final Consumer<Input> inputs;
  private final SipProxy proxy;
  private final Set<CallId> followed = new HashSet<>();
  private final List<Registration> ears = new ArrayList<>();
  private @Nullable Afterwards afterwards;
  private boolean entered;

  CallsDesk(
      TypedBus bus,
      CommandSettings settings,
      Member where,
      StartCommand request,
      Consumer<Input> inputs) {
    this.bus = bus;
    this.settings = settings;
    this.where = where;
    this.request = request;
    this.cmdId = request.cmdId();
    this.inputs = inputs;
    this.proxy = where.proxy().forClient(request.session());
  }

  /** Takes a turn at the calls of a command; succeeds when it has come, or never will. */
  Future<Entered> enter(CommandType<?> type) {
    Purpose purpose = type.purpose();
    if (purpose == null) {
      return Future.succeededFuture(WITHOUT_CALL);
    }
    entered = true;
    List<CallId> calls = type.subjectOf(request.params()).calls(cmdId);
    String mark = purpose == Purpose.START ? ReferMark.ofStart(cmdId) : "";
    Duration longest = settings.deadlines().total();
    return ask(new Enter(cmdId, calls, purpose, mark, request.tag()), longest)
        .compose(reply -> as(Entered.class, reply));
  }

  /** What a client is told of a command that is not let in; null if it is. */
  static @Nullable Cause refusal(Admission admission) {
    return switch (admission) {
      case GRANTED -> null;
      case PENDING -> new Cause(Cause.Source.CLIENT, 491, "Request Pending");
      case CUT_SHORT -> new Cause(Cause.Source.CLIENT, 487, "Request Terminated");
      case IN_USE -> Cause.client("A call of this Call-ID exists");
      case LATE -> Cause.timeout("The commands before it took too long");
    };
  }

  /** Has done what concerns the proxy or its calls. */
  void execute(Output output) {
    if (output instanceof Output.Ask ask) {
      ask(ask.request());
    } else if (output instanceof Output.Follow follow) {
      follow(follow.call());
    } else if (output instanceof Output.Look look) {
      look(look.call());
    } else if (output instanceof Output.Search search) {
      search(search);
    } else if (output instanceof Output.Expect expect) {
      entered = true;
      note(new CallsRequest.Expect(cmdId, request.tag(), expect.expectation()));
    } else if (output instanceof Output.After after) {
      afterwards = after.afterwards();
    }
  }

  private void ask(ProxyRequest<?> request) {
    if (request instanceof ProxyRequest.Release release) {
      explain(release.dialog().callId(), Cause.client("Ended by " + this.request.method()));
    }
    proxy
        .ask(request)
        .onSuccess(done -> inputs.accept(new Input.Done(request)))
        .onFailure(e -> failed(request, refused(e)));
  }

  private void failed(ProxyRequest<?> request, Refused refused) {
    if (request instanceof ProxyRequest.Originate) {
      explain(new CallId(cmdId), refused.cause());
    } else if (request instanceof ProxyRequest.Release release) {
      explain(release.dialog().callId(), null);
    }
    inputs.accept(new Input.Failed(request, refused));
  }

  /** For clients that see the call: why it ends. */
  private void explain(CallId call, @Nullable Cause cause) {
    note(new CallsRequest.Explain(call, cause));
  }

  private static Refused refused(Throwable failure) {
    if (!(failure instanceof CallFailure)) {
      LOG.error("a request to the proxy failed through a defect", failure);
    }
    CallFailure known = CallFailure.of(failure);
    return new Refused(known.reason(), known.cause());
  }

  private void follow(CallId call) {
    if (followed.add(call)) {
      ears.add(
          bus.listen(
              CallNews.ADDRESS.of(where.name() + "." + call),
              news -> inputs.accept(new Input.Heard(news))));
    }
    entered = true;
    ask(new CallsRequest.Follow(cmdId, call), TABLE)
        .compose(reply -> as(Followed.class, reply))
        .onSuccess(reply -> reply.now().forEach(this::heard))
        .onFailure(e -> LOG.warn("{}: {} is not followed: {}", cmdId, call, e.getMessage()));
  }

  /** The table may have no room. */
  private static <T extends CallsReply> Future<T> as(Class<T> type, CallsReply reply) {
    return reply instanceof NotLooked not
        ? Future.failedFuture(new CallFailure(not.reason(), not.cause()))
        : Future.succeededFuture(type.cast(reply));
  }

  private void heard(CallNews news) {
    inputs.accept(new Input.Heard(news));
  }

  private void look(CallId call) {
    ask(new CallsRequest.Look(call), TABLE)
        .onSuccess(reply -> inputs.accept(looked(call, reply)))
        .onFailure(e -> inputs.accept(new Input.NotLooked(call, refused(e))));
  }

  private static Input looked(CallId call, CallsReply reply) {
    return reply instanceof Looked found
        ? new Input.Looked(call, found.dialogs())
        : new Input.NotLooked(call, refused((NotLooked) reply));
  }

  private static Refused refused(NotLooked reply) {
    return new Refused(reply.reason(), reply.cause());
  }

  /** What cannot be found out is not there, as far as this command can tell. */
  private void search(Output.Search search) {
    ask(new CallsRequest.Search(search.expectation()), TABLE)
        .onSuccess(reply -> inputs.accept(searched(reply)))
        .onFailure(e -> inputs.accept(new Input.Searched(List.of())));
  }

  private static Input searched(CallsReply reply) {
    return new Input.Searched(reply instanceof Looked found ? found.dialogs() : List.of());
  }

  private Future<CallsReply> ask(CallsRequest request, Duration timeout) {
    return bus.request(CallsRequest.ADDRESS.of(where.name()), request, timeout)
        .recover(e -> Future.failedFuture(unreachable()));
  }

  private CallFailure unreachable() {
    return new CallFailure(
        Reason.UNREACHABLE, Cause.proxy("Proxy " + where.name() + " cannot be reached"));
  }

  private void note(CallsRequest request) {
    bus.send(CallsRequest.ADDRESS.of(where.name()), request);
  }

  /** The command has nothing to do with the proxy any more. */
  void leave() {
    for (Registration ear : ears) {
      ear.cancel().onFailure(e -> LOG.warn("{}: {}", cmdId, e.getMessage()));
    }
    if (entered) {
      note(new CallsRequest.Leave(cmdId, afterwards));
    }
  }
}
