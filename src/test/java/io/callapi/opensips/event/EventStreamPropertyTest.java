package io.callapi.opensips.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.callapi.opensips.EventNames;
import io.callapi.proxy.CallEvent;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.NetSocket;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.BeforeTry;

/** Nothing that the other side sends is thrown at the event loop. */
class EventStreamPropertyTest {

  private final List<CallEvent> events = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();
  private EventIntake intake = intake();

  private EventIntake intake() {
    return new EventIntake(
        "p", new DuplicateFilter(true, System::nanoTime), events::add, proof -> {});
  }

  @BeforeTry
  void forget() {
    events.clear();
    problems.clear();
    intake = intake();
  }

  private EventStream stream() {
    NetSocket socket = socket();
    return new EventStream(
        socket,
        new ObjectScanner(10_000),
        new Acknowledgements(socket, resume -> {}),
        intake::onObject,
        problems::add);
  }

  /** A socket that does as it is told. */
  private static NetSocket socket() {
    return (NetSocket)
        Proxy.newProxyInstance(
            NetSocket.class.getClassLoader(),
            new Class<?>[] {NetSocket.class},
            (proxy, method, args) ->
                method.getReturnType() == boolean.class
                    ? (Object) false
                    : Future.succeededFuture());
  }

  @Property
  void survivesAnyBytes(@ForAll List<byte[]> pieces) {
    EventStream stream = stream();

    pieces.forEach(piece -> stream.onData(Buffer.buffer(piece)));

    assertThat(problems).hasSizeLessThanOrEqualTo(1);
  }

  // The values are edge cases themselves; to work out all pairs of them takes half a minute.
  @Property(edgeCases = EdgeCasesMode.NONE)
  void survivesEventsWithAnyValues(@ForAll("objects") List<JsonObject> objects) {
    EventStream stream = stream();

    objects.forEach(object -> stream.onData(object.toBuffer()));

    assertThat(problems).isEmpty();
    assertThat(events.size() + intake.unreadable()).isBetween(0L, (long) objects.size());
  }

  @Provide
  Arbitrary<List<JsonObject>> objects() {
    Arbitrary<Object> params = oneOf(params(), values());
    Arbitrary<Object> methods = oneOf(anyOf(EventNames.ALL.toArray()), values());
    return members(Map.of("method", methods, "params", params, "id", values())).list().ofMaxSize(5);
  }

  private static Arbitrary<Object> params() {
    Map<String, Arbitrary<Object>> members = new HashMap<>();
    List.of("id", "callid", "transfer_callid", "leg", "destination", "status", "new_state")
        .forEach(name -> members.put(name, values()));
    members.put("state", oneOf(anyOf("start", "notify", "ok"), values()));
    members.put("action", oneOf(anyOf("hold", "unhold"), values()));
    return members(members).map(json -> json);
  }

  private static Arbitrary<JsonObject> members(Map<String, Arbitrary<Object>> members) {
    List<String> names = List.copyOf(members.keySet());
    return Combinators.combine(names.stream().map(members::get).toList())
        .as(values -> object(names, values));
  }

  private static JsonObject object(List<String> names, List<Object> values) {
    JsonObject object = new JsonObject();
    for (int i = 0; i < names.size(); i++) {
      object.put(names.get(i), values.get(i));
    }
    return object;
  }

  private static Arbitrary<Object> values() {
    List<Arbitrary<Object>> kinds =
        List.of(
            anyOf("", "a", "callee", "sip:bob@h", "486 Busy Here", "999 x", "1.2"),
            anyOf(-2, 0, 1, 2, 3, 4, 5, 9, 1L << 40, 1e300, true, false),
            Arbitraries.create(JsonObject::new),
            Arbitraries.create(JsonArray::new),
            Arbitraries.create(() -> new JsonObject().putNull("a")),
            Arbitraries.strings().ascii().ofMaxLength(10).map(text -> text));
    return Arbitraries.oneOf(kinds);
  }

  private static Arbitrary<Object> oneOf(Arbitrary<Object> one, Arbitrary<Object> other) {
    return Arbitraries.oneOf(List.of(one, other));
  }

  private static Arbitrary<Object> anyOf(Object... values) {
    return Arbitraries.of(List.of(values));
  }
}
