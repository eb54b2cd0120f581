package io.callapi.command;

import io.callapi.log.RecordMembers;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How many bytes values take up in memory, about: records, texts, numbers, lists and maps. What
 * several values share counts once.
 */
final class Weights {

  private static final int HEADER = 16;
  private static final int REFERENCE = 4;
  private static final int NUMBER = 24;
  private static final int LONG_NUMBER = 128;
  private static final int MAP = 64;
  private static final int MEMBER = 64;
  private static final int LIST = 80;

  private final RecordMembers members = new RecordMembers();

  long of(@Nullable Object... values) {
    Set<Object> counted = Collections.newSetFromMap(new IdentityHashMap<>());
    long bytes = HEADER + (long) REFERENCE * values.length;
    for (Object value : values) {
      bytes += of(value, counted);
    }
    return bytes;
  }

  private long of(@Nullable Object value, Set<Object> counted) {
    if (value == null || value instanceof Boolean || value instanceof Enum<?>) {
      return 0;
    }
    if (!counted.add(value)) {
      return 0;
    }
    if (value instanceof String text) {
      return HEADER + 8 + ofCharacters(text);
    }
    if (value instanceof Number) {
      boolean isLong = value instanceof BigInteger || value instanceof BigDecimal;
      return isLong ? LONG_NUMBER : NUMBER;
    }
    if (value instanceof Map<?, ?> map) {
      return ofMap(map, counted);
    }
    if (value instanceof Collection<?> list) {
      return LIST + list.stream().mapToLong(item -> REFERENCE + of(item, counted)).sum();
    }
    return value instanceof Record data ? ofRecord(data, counted) : HEADER;
  }

  private static long ofCharacters(String text) {
    boolean isLatin = text.chars().allMatch(c -> c < 256);
    return HEADER + padded(isLatin ? text.length() : 2L * text.length());
  }

  private long ofMap(Map<?, ?> map, Set<Object> counted) {
    long bytes = MAP;
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      bytes += MEMBER + of(entry.getKey(), counted) + of(entry.getValue(), counted);
    }
    return bytes;
  }

  private long ofRecord(Record value, Set<Object> counted) {
    List<@Nullable Object> values = new ArrayList<>();
    members.forEach(value, (name, member) -> values.add(member));
    long bytes = padded(HEADER - REFERENCE + (long) REFERENCE * values.size());
    for (Object member : values) {
      bytes += of(member, counted);
    }
    return bytes;
  }

  private static long padded(long bytes) {
    return (bytes + 7) / 8 * 8;
  }
}
