package io.callapi.live;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test class that needs a real OpenSIPS: it is skipped where there is none. Its methods may ask
 * for an {@link OpenSipsProcess}, a {@link PhoneFarm} behind it, an {@link EventRecorder}
 * subscribed at it and a {@link LiveServer} in front of it; these are shared by the class, and each
 * test finds them without calls. {@link LiveCalls} are made for each test, and checked at its end.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(LiveProxyExtension.class)
@interface LiveProxy {

  /** What is different about the proxy. */
  ProxyVariant value() default ProxyVariant.AS_DELIVERED;
}
