package io.callapi.command;

import io.callapi.calls.CallNews;
import io.callapi.calls.CallNews.EndingNews;
import io.callapi.calls.CallNews.HoldNews;
import io.callapi.calls.CallNews.LostNews;
import io.callapi.calls.CallNews.NewCallNews;
import io.callapi.calls.CallNews.StateNews;
import io.callapi.calls.CallNews.TransferNews;
import io.callapi.proxy.Cause;
import io.callapi.proxy.Dialog;
import io.callapi.proxy.ProxyRequest;
import io.callapi.proxy.ProxyRequest.Refused;
import io.callapi.sip.CallId;
import java.util.List;

/**
 * Where a command is: a record that holds all it knows. It is pure: it names what is to be done,
 * and neither does it nor looks at a clock. So a command can be printed, saved, replayed, and
 * driven through every state that it can reach.
 *
 * <p>A phase overrides only what it expects. Anything else changes nothing, and is logged.
 */
public interface Phase {

  /** What follows from an input. */
  default Step on(Input input) {
    if (input instanceof Input.Heard heard) {
      return on(heard.news());
    } else if (input instanceof Input.Done done) {
      return onDone(done.request());
    } else if (input instanceof Input.Failed failed) {
      return onFailed(failed.request(), failed.failure());
    } else if (input instanceof Input.Due due) {
      return onDue(due.deadline());
    } else if (input instanceof Input.Looked looked) {
      return onLooked(looked.call(), looked.dialogs());
    } else if (input instanceof Input.NotLooked not) {
      return onNotLooked(not.call(), not.failure());
    } else if (input instanceof Input.Searched searched) {
      return onSearched(searched.dialogs());
    } else if (input instanceof Input.Cancelled cancelled) {
      return onCancelled(cancelled.cause());
    }
    throw new IllegalArgumentException("no such input: " + input);
  }

  private Step on(CallNews news) {
    if (news instanceof StateNews state) {
      return onState(state);
    } else if (news instanceof TransferNews transfer) {
      return onTransfer(transfer);
    } else if (news instanceof HoldNews hold) {
      return onHold(hold);
    } else if (news instanceof NewCallNews newCall) {
      return onNewCall(newCall.dialog());
    } else if (news instanceof LostNews lost) {
      return onLost(lost.callId());
    } else if (news instanceof EndingNews ending) {
      return onEnding(ending);
    }
    throw new IllegalArgumentException("no such news: " + news);
  }

  /** The proxy has carried out a request, or has begun to. */
  default Step onDone(ProxyRequest<?> request) {
    return Step.unexpected(this, new Input.Done(request));
  }

  /** The proxy has not carried out a request, or it is not known whether it has. */
  default Step onFailed(ProxyRequest<?> request, Refused failure) {
    return Step.unexpected(this, new Input.Failed(request, failure));
  }

  /** A dialog of a followed call has reached a state. */
  default Step onState(StateNews news) {
    return Step.unexpected(this, new Input.Heard(news));
  }

  /** A transfer of a followed call is reported to go on. */
  default Step onTransfer(TransferNews news) {
    return Step.unexpected(this, new Input.Heard(news));
  }

  /** A leg of a followed call is reported to be held or resumed. */
  default Step onHold(HoldNews news) {
    return Step.unexpected(this, new Input.Heard(news));
  }

  /** The call that was expected is there. */
  default Step onNewCall(Dialog dialog) {
    return Step.unexpected(this, new Input.Heard(new NewCallNews(dialog.callId(), dialog)));
  }

  /** The proxy has been restarted and has lost a followed call. */
  default Step onLost(CallId call) {
    return Step.unexpected(this, new Input.Heard(new LostNews(call)));
  }

  /** A later command ends a call of this one: as if this one were cancelled, but for the cause. */
  default Step onEnding(EndingNews news) {
    return onCancelled(CallCauses.CUT_SHORT);
  }

  /** A wait is over. */
  default Step onDue(Deadline deadline) {
    return Step.unexpected(this, new Input.Due(deadline));
  }

  /** It was looked how a call is. */
  default Step onLooked(CallId call, List<Dialog> dialogs) {
    return Step.unexpected(this, new Input.Looked(call, dialogs));
  }

  /** It could not be looked how a call is. */
  default Step onNotLooked(CallId call, Refused failure) {
    return Step.unexpected(this, new Input.NotLooked(call, failure));
  }

  /** New calls were looked for. */
  default Step onSearched(List<Dialog> dialogs) {
    return Step.unexpected(this, new Input.Searched(dialogs));
  }

  /** The command is to take back what it has begun, and to end. */
  default Step onCancelled(Cause cause) {
    return Step.unexpected(this, new Input.Cancelled(cause));
  }
}
