package io.callapi.bench.faults;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.SplittableRandom;

/** What nobody should send: bytes of any kind, and JSON that is not what it seems to be. */
final class Garbage {

  /** What fits a datagram. */
  private static final int LONG = 60_000;

  private static final int HUGE = 10 * 1024 * 1024;

  /** Proper messages, to be cut short. */
  private static final List<String> PROPER =
      List.of(
          "{\"jsonrpc\":\"2.0\",\"result\":{\"Status\":\"200 OK\",\"Routes\":[]},\"id\":\"x-1\"}",
          "{\"jsonrpc\":\"2.0\",\"error\":{\"code\":404,\"message\":\"No such dialog\"},\"id\":\"x\"}",
          "{\"jsonrpc\":\"2.0\",\"method\":\"E_DLG_STATE_CHANGED\",\"params\":{\"id\":\"1.2\","
              + "\"db_id\":3,\"callid\":\"no-call\",\"from_tag\":\"a\",\"to_tag\":\"b\","
              + "\"old_state\":3,\"new_state\":4}}");

  /** JSON that is whole, and means nothing. */
  private static final List<String> ODD =
      List.of(
          "{}",
          "[]",
          "null",
          "17",
          "\"\"",
          "[{\"jsonrpc\":\"2.0\",\"method\":\"E_CALL_HOLD\"}]",
          "{\"id\":{},\"result\":[]}",
          "{\"jsonrpc\":\"2.0\",\"id\":17,\"result\":\"OK\"}",
          "{\"jsonrpc\":\"2.0\",\"id\":\"nobody-asked\",\"result\":null}",
          "{\"jsonrpc\":\"2.0\",\"id\":\"nobody-asked\",\"error\":\"none\"}",
          "{\"jsonrpc\":\"2.0\",\"id\":\"nobody-asked\",\"error\":{\"code\":\"x\",\"message\":[]}}",
          "{\"jsonrpc\":\"2.0\",\"method\":17,\"params\":{}}",
          "{\"jsonrpc\":\"2.0\",\"method\":\"E_NOT_KNOWN\",\"params\":{\"callid\":\"c\"}}",
          "{\"jsonrpc\":\"2.0\",\"method\":\"E_DLG_STATE_CHANGED\"}",
          "{\"jsonrpc\":\"2.0\",\"method\":\"E_DLG_STATE_CHANGED\",\"params\":[1,2,3]}",
          "{\"jsonrpc\":\"2.0\",\"method\":\"E_DLG_STATE_CHANGED\",\"params\":{\"callid\":{}}}",
          "{\"jsonrpc\":\"2.0\",\"method\":\"E_DLG_STATE_CHANGED\",\"params\":{\"callid\":\"c\","
              + "\"old_state\":[],\"new_state\":\"four\"}}",
          "{\"jsonrpc\":\"2.0\",\"method\":\"E_CALL_HOLD\",\"params\":{\"callid\":\"c\",\"leg\":7,"
              + "\"action\":null,\"state\":{}}}",
          "{\"jsonrpc\":\"2.0\",\"method\":\"E_CALL_TRANSFER\",\"params\":{\"callid\":\"c\","
              + "\"state\":\"odd\",\"transfer_callid\":\"\\u0000\",\"status\":99999999999}}");

  private final SplittableRandom random;

  Garbage(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /** Something that fits a datagram. */
  Buffer datagram() {
    return switch (random.nextInt(40)) {
      case 0 -> Buffer.buffer(object(LONG));
      case 1 -> Buffer.buffer("[".repeat(LONG));
      case 2 -> bytes(LONG);
      default -> small();
    };
  }

  /** Something for a connection, with an object of 10 MB now and then. */
  Buffer piece() {
    return random.nextInt(20) == 0 ? Buffer.buffer(object(HUGE)) : datagram();
  }

  private Buffer small() {
    return switch (random.nextInt(4)) {
      case 0 -> bytes(random.nextInt(1, 2000));
      case 1 -> Buffer.buffer(cutShort(one(PROPER)));
      case 2 -> bytes(random.nextInt(1, 50)).appendString(one(ODD));
      default -> Buffer.buffer(one(ODD));
    };
  }

  private String cutShort(String text) {
    return text.substring(0, random.nextInt(1, text.length()));
  }

  private String one(List<String> texts) {
    return texts.get(random.nextInt(texts.size()));
  }

  private Buffer bytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return Buffer.buffer(bytes);
  }

  private static String object(int length) {
    return "{\"jsonrpc\":\"2.0\",\"method\":\"E_CALL_HOLD\",\"params\":{\"callid\":\""
        + "x".repeat(length)
        + "\"}}";
  }
}
