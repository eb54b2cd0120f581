package io.callapi.cluster;

import io.callapi.bus.Address;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What other nodes may send to one family of addresses of this node, and what is answered. A type
 * that is named in no service crosses from node to node neither way.
 *
 * @param <M> what is sent
 * @param <R> what is answered
 * @param logged whether each message is worth a line in the log
 */
public record NodeService<M, R>(
    Address.Family<M, R> addresses,
    List<WireType<? extends M>> messages,
    WireType<R> reply,
    boolean logged) {

  private static final Pattern NAME = Pattern.compile("[a-z]+(\\.[a-z]+)+/[1-9][0-9]*");

  /**
   * The name of a record between nodes.
   *
   * @param name {@code what.for/version}: two releases may share a cluster, so whoever changes the
   *     components of the record gives it a new version
   */
  public record WireType<T>(String name, Class<T> type) {

    public WireType {
      if (!NAME.matcher(name).matches() || !type.isRecord()) {
        throw new IllegalArgumentException(name + " must be what.for/version, of a record");
      }
    }
  }

  public NodeService {
    messages = List.copyOf(messages);
  }

  Optional<WireType<? extends M>> typeNamed(String name) {
    return messages.stream().filter(each -> each.name().equals(name)).findFirst();
  }

  Optional<WireType<? extends M>> typeOf(Object message) {
    return messages.stream().filter(each -> each.type() == message.getClass()).findFirst();
  }
}
