package io.callapi.client;

import io.callapi.command.StartCommand;
import io.callapi.jsonrpc.JsonRpcError;
import io.callapi.log.CommandEntry;
import io.callapi.log.CommandEntry.Client;
import io.callapi.log.CommandEntry.Result;
import io.callapi.log.CommandLog;
import io.callapi.log.RareLog;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells of the requests of one client that are refused: those that run tell of themselves. */
final class RequestLog {

  private Client client;
  private final RareLog tooFast;
  private final CommandLog log = new CommandLog();

  /**
   * @param tooFast hears of those of which a client can send any number
   */
  RequestLog(String session, String address, RareLog tooFast) {
    this.client = new Client(session, address);
    this.tooFast = tooFast;
  }

  String session() {
    return client.session();
  }

  /** The client goes on at another address. */
  void from(String address) {
    client = new Client(client.session(), address);
  }

  String address() {
    return client.address();
  }

  /** It came too fast to be read. */
  void tooFast() {
    tooFast.note(client.address() + ", session " + client.session());
  }

  /** It cannot become a command. */
  void refused(String method, JsonRpcError error, String why) {
    tell("", RequestProblems.cut(method), null, error, why);
  }

  /** It is right, and is not run. */
  void refused(StartCommand command, JsonRpcError error, String why) {
    tell(command.cmdId(), command.method(), command.params(), error, why);
  }

  private void tell(
      String cmdId, String method, @Nullable Record params, JsonRpcError error, String why) {
    String reason = why.isEmpty() ? error.message() : error.message() + ": " + why;
    log.tell(
        new CommandEntry(
            client,
            cmdId,
            method,
            params,
            List.of(),
            "",
            Result.refused(error.code(), reason),
            Duration.ZERO));
  }
}
