package io.callapi.bus;

import io.callapi.sip.CallId;
import io.callapi.sip.Leg;
import io.callapi.sip.OtherUri;
import io.callapi.sip.SipStatus;
import io.callapi.sip.SipUri;
import io.callapi.sip.Uri;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes examples of any record, out of one of each kind of value that records are made of. */
final class Examples {

  private static final Map<Class<?>, Object> VALUES =
      Map.ofEntries(
          Map.entry(String.class, "text, \"quoted\"\r\n\u00e9"),
          Map.entry(int.class, -7),
          Map.entry(Integer.class, 480),
          Map.entry(long.class, 7_000_000_000L),
          Map.entry(boolean.class, true),
          Map.entry(Instant.class, Instant.parse("2026-11-27T08:00:00.123456789Z")),
          Map.entry(SipUri.class, new SipUri("sip:alice@example.com;transport=tcp")),
          Map.entry(Uri.class, new OtherUri("tel:+12125550123")),
          Map.entry(SipStatus.class, new SipStatus(180, "Ringing")),
          Map.entry(Map.class, valuesOfClient()),
          Map.entry(Record.class, new CallAndLeg(new CallId("call-2"), Leg.CALLEE)));

  /** A record where any record may be. */
  record CallAndLeg(CallId callId, Leg leg) {}

  private Examples() {}

  /** With all that it can hold, and with nothing where it may hold nothing. */
  static Stream<Record> of(Class<?> type) {
    Stream<Record> full = contents(type).map(any -> make(type, part -> value(part, any)));
    return Stream.concat(
        full, Stream.of(make(type, part -> mayBeNull(part) ? null : value(part, ""))));
  }

  /** What a component holds that may hold anything. */
  private static Stream<Object> contents(Class<?> type) {
    boolean anything =
        Arrays.stream(type.getRecordComponents()).anyMatch(part -> part.getType() == Object.class);
    return anything
        ? Stream.of(valuesOfClient(), VALUES.get(Record.class), "text", new BigDecimal("1.50"))
        : Stream.of("");
  }

  /** As a client may write them: also what looks like this program's own way to write a record. */
  private static Map<String, Object> valuesOfClient() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("text", "x");
    values.put("whole", 1);
    values.put("long", 1L << 40);
    values.put("huge", BigInteger.TEN.pow(30));
    values.put("exact", new BigDecimal("1.50"));
    values.put("yes", true);
    values.put("nothing", null);
    values.put("list", List.of(1, "two", Map.of("three", new BigDecimal("3.0"))));
    values.put("record", Map.of("@record", "io.callapi.proxy.LinkQuery"));
    values.put("@record", "io.callapi.proxy.LinkQuery");
    return values;
  }

  private static boolean mayBeNull(RecordComponent part) {
    return part.getAnnotatedType().isAnnotationPresent(Nullable.class);
  }

  private static Record make(Class<?> type, Function<RecordComponent, @Nullable Object> value) {
    RecordComponent[] parts = type.getRecordComponents();
    try {
      Constructor<?> constructor =
          type.getDeclaredConstructor(
              Arrays.stream(parts).map(RecordComponent::getType).toArray(Class<?>[]::new));
      constructor.setAccessible(true);
      return (Record) constructor.newInstance(Arrays.stream(parts).map(value).toArray());
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("no example of " + type, e);
    }
  }

  private static Object value(RecordComponent part, Object any) {
    if (part.getType() == CallId.class) {
      return new CallId(part.getName() + "@host"); // two of them may have to be different
    }
    return part.getType() == Object.class ? any : value(part.getGenericType());
  }

  private static Object value(Type type) {
    if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
      return List.of(value(list.getActualTypeArguments()[0]));
    }
    Class<?> raw = (Class<?>) (type instanceof ParameterizedType p ? p.getRawType() : type);
    if (raw.isEnum()) {
      return raw.getEnumConstants()[raw.getEnumConstants().length - 1];
    }
    Object known = VALUES.get(raw);
    if (known == null && !raw.isRecord()) {
      throw new AssertionError("give an example of " + type);
    }
    return known == null ? make(raw, part -> value(part, "")) : known;
  }
}
