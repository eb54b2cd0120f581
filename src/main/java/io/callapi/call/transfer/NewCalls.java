package io.callapi.call.transfer;

import io.callapi.calls.CallNews.TransferNews;
import io.callapi.proxy.Dialog;
import io.callapi.sip.CallId;

/** Makes a {@link NewCall} of what tells of it. */
final class NewCalls {

  private NewCalls() {}

  /** The proxy has named it. */
  static NewCall reported(CallId call, TransferNews news) {
    return new NewCall(call, news.destination(), true);
  }

  /** It was recognised; where it goes is what the phone was asked to call. */
  static NewCall recognised(Dialog dialog) {
    return new NewCall(dialog.callId(), null, false);
  }
}
