package io.callapi.proxy;

import io.callapi.proxy.ProxyPool.Member;

/** Where a command can run. */
public sealed interface Choice {

  /** On this proxy, where a place is taken for it: see {@link ProxyPool#release}. */
  record Found(Member member) implements Choice {}

  /** On the proxy that has the call, which is to be looked for. */
  record Unknown() implements Choice {}

  /** Nowhere now: the link to this proxy, or to each, is down. */
  record Unusable(LinkStatus link) implements Choice {}

  /** Nowhere now: so many commands run already. */
  record Full(String proxy) implements Choice {}

  /** Nowhere now: the proxy answers late, and more would wait for it than it can answer soon. */
  record Late(String proxy, int retryAfterMs) implements Choice {}

  /** Nowhere: there is no proxy of that name. */
  record NoSuchProxy(String name) implements Choice {}
}
