package io.callapi.command;

import io.callapi.proxy.ProxyPool.Member;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The proxies that a command comes to, one after the other: usually one. */
final class ProxyVisits {

  private final Function<Member, CallsDesk> desks;
  private final Function<Set<String>, Optional<Member>> others;
  private final Set<String> visited = new HashSet<>();
  private @Nullable CallsDesk desk;
  private volatile String here = ""; // shown to other threads

  /**
   * @param desks opens the command's side towards a proxy
   * @param others finds another proxy for a command, none of those named
   */
  ProxyVisits(Function<Member, CallsDesk> desks, Function<Set<String>, Optional<Member>> others) {
    this.desks = desks;
    this.others = others;
  }

  /** Comes to a proxy. */
  CallsDesk come(Member where) {
    CallsDesk opened = desks.apply(where);
    here = where.name();
    visited.add(here);
    desk = opened;
    return opened;
  }

  /** A proxy that the command has not been to. */
  Optional<Member> another() {
    return others.apply(Set.copyOf(visited));
  }

  /** The last one; empty if it has come to none. */
  String here() {
    return here;
  }

  boolean isAt(String proxy) {
    return here.equals(proxy);
  }

  /** Has done what concerns the proxy, if the command is at one. */
  void execute(Output output) {
    if (desk != null) {
      desk.execute(output);
    }
  }

  /** The command has nothing to do any more with the proxy that it is at. */
  void leave() {
    if (desk != null) {
      desk.leave();
    }
  }
}
