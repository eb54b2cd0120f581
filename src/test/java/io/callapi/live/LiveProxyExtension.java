package io.callapi.live;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Does what {@link LiveProxy} promises. */
final class LiveProxyExtension implements ExecutionCondition, ParameterResolver, AfterEachCallback {

  private static final String SKIPPED =
      "No opensips on the PATH (or CALLAPI_OPENSIPS): live suite skipped";
  private static final Namespace NAMESPACE = Namespace.create(LiveProxyExtension.class);
  private static final AtomicBoolean TOLD = new AtomicBoolean();
  private static final Map<Class<?>, Function<Live, Object>> OFFERED =
      Map.of(
          OpenSipsProcess.class, Live::proxy,
          PhoneFarm.class, Live::phones,
          EventRecorder.class, Live::events);

  /** What the tests of one class share; JUnit closes it after the last one. */
  private record Live(OpenSipsProcess proxy, PhoneFarm phones, EventRecorder events)
      implements AutoCloseable {

    static Live start(OpenSipsBinary binary, ProxyVariant variant) {
      try {
        OpenSipsProcess proxy = OpenSipsProcess.start(binary, variant.configuration());
        PhoneFarm phones = PhoneFarm.start(proxy.host(), proxy.sipPort());
        EventRecorder events = new EventRecorder();
        events.subscribe(proxy);
        return new Live(proxy, phones, events);
      } catch (Exception e) {
        throw new IllegalStateException("the live suite does not start", e);
      }
    }

    /** Makes room for the next test, and fails this one if it has cost the proxy its life. */
    void cleanUp() throws IOException {
      String crash = proxy.isAlive() ? "" : proxy.log();
      if (crash.isEmpty()) {
        endAllCalls();
      } else {
        proxy.restart();
        events.subscribe(proxy);
      }
      phones.forget();
      events.forget();
      if (!crash.isEmpty()) {
        throw new IllegalStateException("OpenSIPS died; its log:\n" + crash);
      }
    }

    private void endAllCalls() {
      for (JsonObject dialog : proxy.dialogs()) {
        proxy.mi("dlg_end_dlg", JsonObject.of("dialog_id", dialog.getString("ID")));
      }
    }

    @Override
    public void close() {
      events.close();
      phones.close();
      proxy.stop();
    }
  }

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    Optional<OpenSipsBinary> binary = OpenSipsBinary.find();
    if (binary.isPresent()) {
      return binary.get().hasModules(variant(context).modules())
          ? ConditionEvaluationResult.enabled("an OpenSIPS is installed")
          : ConditionEvaluationResult.disabled("OpenSIPS without " + variant(context).modules());
    }
    if (TOLD.compareAndSet(false, true)) {
      System.out.println(SKIPPED);
    }
    return ConditionEvaluationResult.disabled(SKIPPED);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == LiveCalls.class || type == LiveServer.class || OFFERED.containsKey(type);
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    if (type == LiveCalls.class) {
      return calls(context);
    }
    return type == LiveServer.class
        ? server(context)
        : Objects.requireNonNull(OFFERED.get(type)).apply(live(context));
  }

  @Override
  public void afterEach(ExtensionContext context) throws IOException {
    LiveCalls calls = context.getStore(NAMESPACE).remove(LiveCalls.class, LiveCalls.class);
    try {
      if (calls != null) {
        calls.close();
      }
    } finally {
      live(context).cleanUp();
    }
  }

  private static LiveCalls calls(ExtensionContext context) {
    Live live = live(context);
    return context
        .getStore(NAMESPACE)
        .computeIfAbsent(
            LiveCalls.class,
            key -> new LiveCalls(live.proxy(), live.phones(), server(context)),
            LiveCalls.class);
  }

  private static LiveServer server(ExtensionContext context) {
    OpenSipsProcess proxy = live(context).proxy();
    return ofClass(context)
        .computeIfAbsent(LiveServer.class, key -> started(proxy), LiveServer.class);
  }

  private static LiveServer started(OpenSipsProcess proxy) {
    try {
      return LiveServer.start(proxy);
    } catch (TimeoutException e) {
      throw new IllegalStateException("the server does not start", e);
    }
  }

  private static Live live(ExtensionContext context) {
    return ofClass(context).computeIfAbsent(Live.class, key -> started(context), Live.class);
  }

  private static Live started(ExtensionContext context) {
    return Live.start(OpenSipsBinary.find().orElseThrow(), variant(context));
  }

  private static ProxyVariant variant(ExtensionContext context) {
    return context.getRequiredTestClass().getAnnotation(LiveProxy.class).value();
  }

  private static ExtensionContext.Store ofClass(ExtensionContext context) {
    return context.getParent().orElse(context).getStore(NAMESPACE);
  }
}
