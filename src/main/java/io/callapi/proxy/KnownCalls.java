package io.callapi.proxy;

import io.callapi.proxy.ProxyPool.Member;
import io.callapi.sip.CallId;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which proxy has which call, as far as that was seen; the oldest are forgotten one day. */
final class KnownCalls {

  private static final int MOST = 100_000;

  private final Map<CallId, Member> byId =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<CallId, Member> eldest) {
          return size() > MOST;
        }
      };

  void put(CallId call, Member member) {
    byId.put(call, member);
  }

  void remove(CallId call) {
    byId.remove(call);
  }

  @Nullable Member find(CallId call) {
    return byId.get(call);
  }

  int size() {
    return byId.size();
  }
}
