package io.callapi.live;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
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

    static Live start(OpenSipsBinary binary) {
      try {
        OpenSipsProcess proxy = OpenSipsProcess.start(binary);
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
    if (OpenSipsBinary.find().isPresent()) {
      return ConditionEvaluationResult.enabled("an OpenSIPS is installed");
    }
    if (TOLD.compareAndSet(false, true)) {
      System.out.println(SKIPPED);
    }
    return ConditionEvaluationResult.disabled(SKIPPED);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return OFFERED.containsKey(parameter.getParameter().getType());
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return Objects.requireNonNull(OFFERED.get(type)).apply(live(context));
  }

  @Override
  public void afterEach(ExtensionContext context) throws IOException {
    live(context).cleanUp();
  }

  private static Live live(ExtensionContext context) {
    ExtensionContext ofClass = context.getParent().orElse(context);
    return ofClass
        .getStore(NAMESPACE)
        .computeIfAbsent(
            Live.class, key -> Live.start(OpenSipsBinary.find().orElseThrow()), Live.class);
  }
}
