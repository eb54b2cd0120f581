package io.callapi.process;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.VMOption.Origin;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The options of Java that bound its memory: says which are missing, and sets those that can be set
 * while it runs.
 */
public final class JavaFlags {

  private static final Logger LOG = LoggerFactory.getLogger(JavaFlags.class);

  /** What has an idle heap given back to the system: a collection now and then, and little air. */
  private static final List<Flag> GIVING_BACK =
      List.of(
          new Flag("G1PeriodicGCInterval", "10000"),
          new Flag("MinHeapFreeRatio", "10"), // before the other one, which must not be less
          new Flag("MaxHeapFreeRatio", "30"));

  private static final String COUNTED_BY_NETTY = "io.netty.tryReflectionSetAccessible";

  private record Flag(String name, String value) {}

  private JavaFlags() {}

  /**
   * To be called before anything of Netty is: it counts direct memory itself then, and refuses what
   * is too much at once. Java would collect garbage and wait for half a second each time, on an
   * event loop.
   */
  public static void beforeNetty() {
    if (System.getProperty(COUNTED_BY_NETTY) == null) {
      System.setProperty(COUNTED_BY_NETTY, "true");
    }
  }

  /** To be called once at the start; does nothing on a Java that has no such options. */
  public static void check() {
    HotSpotDiagnosticMXBean java =
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
    if (java == null) {
      return;
    }
    List<String> missing = missing(java);
    if (!missing.isEmpty()) {
      LOG.warn(
          "Java runs without {}: its memory has no bound that suits this server. scripts/call-api"
              + " sets them; docs/operations.md says which, under Memory",
          String.join(", ", missing));
    }
    giveBack(java);
  }

  static void giveBack(HotSpotDiagnosticMXBean java) {
    GIVING_BACK.forEach(flag -> setUnlessSet(java, flag));
  }

  static List<String> missing(HotSpotDiagnosticMXBean java) {
    return Stream.of(
            new Flag("MaxHeapSize", "-Xmx"),
            new Flag("MaxDirectMemorySize", "-XX:MaxDirectMemorySize"),
            new Flag("ExitOnOutOfMemoryError", "-XX:+ExitOnOutOfMemoryError"))
        .filter(flag -> !isChosen(java.getVMOption(flag.name()).getOrigin()))
        .map(Flag::value)
        .toList();
  }

  /** By whoever has started this, not by Java. */
  private static boolean isChosen(Origin origin) {
    return origin != Origin.DEFAULT && origin != Origin.ERGONOMIC;
  }

  private static void setUnlessSet(HotSpotDiagnosticMXBean java, Flag flag) {
    try {
      if (java.getVMOption(flag.name()).getOrigin() == Origin.DEFAULT) {
        java.setVMOption(flag.name(), flag.value());
      }
    } catch (IllegalArgumentException e) {
      LOG.debug("{} cannot be set: {}", flag.name(), e.getMessage());
    }
  }
}
