package io.callapi.opensips.flow;

import io.callapi.opensips.flow.RequestQueue.Entry;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Requests of the same urgency: one of each client in turn, those of one client in order. */
final class ClientTurns<T> {

  /** In the order of their turns. */
  private final Map<String, Set<Entry<T>>> clients = new LinkedHashMap<>();

  private int size;

  void add(String client, Entry<T> entry) {
    clients.computeIfAbsent(client, added -> new LinkedHashSet<>()).add(entry);
    size++;
  }

  void remove(String client, Entry<T> entry) {
    Set<Entry<T>> own = clients.get(client);
    if (own != null && own.remove(entry)) {
      size--;
      if (own.isEmpty()) {
        clients.remove(client);
      }
    }
  }

  /** Takes out the next one; its client is the last to have another turn. */
  @Nullable Entry<T> next() {
    Iterator<Map.Entry<String, Set<Entry<T>>>> turns = clients.entrySet().iterator();
    if (!turns.hasNext()) {
      return null;
    }
    Map.Entry<String, Set<Entry<T>>> turn = turns.next();
    turns.remove();
    Iterator<Entry<T>> own = turn.getValue().iterator();
    Entry<T> first = own.next();
    own.remove();
    size--;
    if (own.hasNext()) {
      clients.put(turn.getKey(), turn.getValue());
    }
    return first;
  }

  int size() {
    return size;
  }
}
