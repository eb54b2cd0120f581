package io.callapi.client;

import io.callapi.jsonrpc.JsonRpcCodec;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds objects with too many members among the parameters of a request. */
final class MemberLimit {

  static final String PROBLEM =
      "must not have more than " + JsonRpcCodec.MAX_MEMBERS + " members in one object";

  private MemberLimit() {}

  /** True if the value is such an object or has one in it. */
  static boolean isExceededBy(@Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      return map.size() > JsonRpcCodec.MAX_MEMBERS
          || map.values().stream().anyMatch(MemberLimit::isExceededBy);
    }
    return value instanceof List<?> list && list.stream().anyMatch(MemberLimit::isExceededBy);
  }
}
