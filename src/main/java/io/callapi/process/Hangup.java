package io.callapi.process;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * SIGHUP, which ends a Java process unless somebody takes it. Java's own class for it is no part of
 * the language's library, and so is looked up.
 */
public final class Hangup {

  private static final Logger LOG = LoggerFactory.getLogger(Hangup.class);

  private Hangup() {}

  /** From now on that is done instead; where there are no signals, nothing. */
  public static void handle(Runnable action) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Method handle = signal.getMethod("handle", signal, handler);
      handle.invoke(
          null, signal.getConstructor(String.class).newInstance("HUP"), proxy(handler, action));
    } catch (InvocationTargetException e) {
      LOG.warn("SIGHUP cannot be used: {}", String.valueOf(e.getCause()));
    } catch (ReflectiveOperationException e) {
      LOG.warn("SIGHUP cannot be used: {}", e.toString());
    }
  }

  private static Object proxy(Class<?> handler, Runnable action) {
    return Proxy.newProxyInstance(
        Hangup.class.getClassLoader(),
        new Class<?>[] {handler},
        (self, method, arguments) -> {
          switch (method.getName()) {
            case "handle" -> action.run();
            case "hashCode" -> {
              return System.identityHashCode(self);
            }
            case "equals" -> {
              return self == arguments[0];
            }
            default -> {
              return "SIGHUP";
            }
          }
          return null;
        });
  }
}
