package io.callapi.jsonrpc;

/** The error codes that are answered to a request (JSON-RPC 2.0, section 5.1). */
public enum JsonRpcError {
  PARSE_ERROR(-32700, "Parse error"),
  INVALID_REQUEST(-32600, "Invalid Request"),
  METHOD_NOT_FOUND(-32601, "Method not found"),
  INVALID_PARAMS(-32602, "Invalid params"),
  INTERNAL_ERROR(-32603, "Internal error"),
  /** The command id is in use; {@code data.cmd_id} names it. */
  ID_IN_USE(-32001, "Command id in use"),
  /** Too much at once; {@code data.retry_after_ms} says when to come back. */
  LIMIT_REACHED(-32002, "Limit reached"),
  /** The proxy cannot be reached; {@code data.proxy} and {@code data.retry_after_ms}. */
  PROXY_DOWN(-32003, "Proxy down"),
  /** The server is stopping. */
  STOPPING(-32004, "Server is stopping"),
  /** It belongs to somebody else; {@code data.reason} says what. */
  NOT_PERMITTED(-32005, "Not permitted"),
  /** There is no such call; {@code data.callid} names it. */
  NO_SUCH_CALL(-32010, "No such call"),
  /** There is no such command; {@code data.cmd_id} names it. */
  NO_SUCH_COMMAND(-32011, "No such command"),
  /** The command has ended; {@code data.cmd_id} names it. */
  COMMAND_ENDED(-32012, "Command has ended"),
  /** The command cannot be cancelled; {@code data.cmd_id} and {@code data.method} name it. */
  NOT_CANCELLABLE(-32013, "Cannot be cancelled"),
  /** There is no such session, or not any more. */
  NO_SUCH_SESSION(-32014, "No such session");

  private final int code;
  private final String message;

  JsonRpcError(int code, String message) {
    this.code = code;
    this.message = message;
  }

  public int code() {
    return code;
  }

  public String message() {
    return message;
  }
}
