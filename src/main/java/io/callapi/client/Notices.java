package io.callapi.client;

import io.callapi.command.CommandNotice;
import io.callapi.jsonrpc.JsonRpcMessage.Notification;
import io.callapi.method.ClientNotice;

/** How what a command tells looks on the wire. */
final class Notices {

  private Notices() {}

  static Notification message(CommandNotice notice) {
    return new Notification(notice.method(), ClientNotice.of(notice));
  }
}
