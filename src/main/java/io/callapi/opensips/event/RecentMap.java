package io.callapi.opensips.event;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** A map that forgets what is old, and the oldest where there would be too much. */
final class RecentMap<K, V> {

  private record Entry<V>(V value, long time) {}

  private final Map<K, Entry<V>> entries = new LinkedHashMap<>(); // by time
  private final long age;
  private final int most;
  private final LongSupplier nanos;

  RecentMap(Duration age, int most, LongSupplier nanos) {
    this.age = age.toNanos();
    this.most = most;
    this.nanos = nanos;
  }

  @Nullable V get(K key) {
    forget(most);
    Entry<V> entry = entries.get(key);
    return entry == null ? null : entry.value();
  }

  /** Sets a value, from now on. */
  void put(K key, V value) {
    entries.remove(key); // to become the youngest
    forget(most - 1);
    entries.put(key, new Entry<>(value, nanos.getAsLong()));
  }

  int size() {
    return entries.size();
  }

  private void forget(int room) {
    long now = nanos.getAsLong();
    Iterator<Entry<V>> oldest = entries.values().iterator();
    while (oldest.hasNext()) {
      boolean old = now - oldest.next().time() > age;
      if (!old && entries.size() <= room) {
        return;
      }
      oldest.remove();
    }
  }
}
