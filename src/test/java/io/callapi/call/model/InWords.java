package io.callapi.call.model;

import io.callapi.call.model.Happening.Answer;
import io.callapi.call.model.Happening.ByTheWay;
import io.callapi.call.model.Happening.Certain;
import io.callapi.call.model.Happening.Look;
import io.callapi.call.model.Happening.PhoneActs;
import io.callapi.call.model.Happening.Report;
import io.callapi.call.model.Happening.Request;
import io.callapi.call.model.Happening.Sent;
import io.callapi.call.model.Happening.WaitOver;
import io.callapi.calls.CallNews;
import io.callapi.calls.CallNews.EndingNews;
import io.callapi.calls.CallNews.HoldNews;
import io.callapi.calls.CallNews.LostNews;
import io.callapi.calls.CallNews.NewCallNews;
import io.callapi.calls.CallNews.StateNews;
import io.callapi.calls.CallNews.TransferNews;
import io.callapi.command.Input;
import io.callapi.proxy.Dialog;
import io.callapi.proxy.ProxyRequest;
import java.util.List;
import java.util.Locale;

/** What happens in the model, as a SIP engineer would note it down. */
final class InWords {

  private InWords() {}

  static String of(Happening what) {
    if (what instanceof Request request) {
      return (request.copy() ? "the proxy gets a copy of: " : "the proxy is asked: ")
          + of(request.request());
    }
    if (what instanceof Sent sent) {
      return "the proxy is asked, later: " + of(sent.request());
    }
    if (what instanceof Answer answer) {
      return "the proxy answers: " + of(answer.input());
    }
    if (what instanceof Report report) {
      return "the proxy reports: " + of(report.input());
    }
    if (what instanceof Certain certain) {
      return "the table says: " + of(certain.input());
    }
    if (what instanceof PhoneActs acts) {
      return "a phone " + words(acts.act()) + ", call " + acts.call() + " " + acts.dialog();
    }
    if (what instanceof Look look) {
      return "call " + look.call() + ", silent for " + look.waited() + " ms, is looked at";
    }
    if (what instanceof WaitOver over) {
      return "the wait is over: " + over.deadline();
    }
    return "by the way: " + words(((ByTheWay) what).kind());
  }

  private static String words(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static String of(ProxyRequest<?> request) {
    return request.toString();
  }

  private static String of(Input input) {
    if (input instanceof Input.Heard heard) {
      return of(heard.news());
    }
    if (input instanceof Input.Done done) {
      return "done: " + of(done.request());
    }
    if (input instanceof Input.Failed failed) {
      return failed.failure().cause().text() + ": " + of(failed.request());
    }
    if (input instanceof Input.Looked looked) {
      return "call " + looked.call() + " has " + of(looked.dialogs());
    }
    return input.toString();
  }

  private static String of(List<Dialog> dialogs) {
    return dialogs.isEmpty()
        ? "no dialog"
        : String.join(", ", dialogs.stream().map(InWords::of).toList());
  }

  private static String of(Dialog dialog) {
    return "dialog " + dialog.id() + " " + words(dialog.state());
  }

  private static String of(CallNews news) {
    if (news instanceof StateNews state) {
      String others = state.another() ? ", another dialog of it is up" : "";
      return "call "
          + state.callId()
          + " "
          + words(state.state())
          + ", dialog "
          + state.id()
          + others;
    }
    if (news instanceof TransferNews transfer) {
      return "transfer of call "
          + transfer.callId()
          + ": "
          + words(transfer.stage())
          + ", new call "
          + transfer.newCallId()
          + (transfer.status() == null ? "" : ", " + transfer.status());
    }
    if (news instanceof HoldNews hold) {
      return "call "
          + hold.callId()
          + ", "
          + words(hold.action())
          + " of the "
          + words(hold.leg())
          + "'s leg: "
          + words(hold.stage());
    }
    if (news instanceof NewCallNews found) {
      return "the expected call is " + found.dialog().callId() + ", " + of(found.dialog());
    }
    if (news instanceof EndingNews ending) {
      return "call " + ending.callId() + " is to be ended by another command";
    }
    return "call " + ((LostNews) news).callId() + " was lost with the proxy";
  }
}
