package io.callapi.bench;

import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** The living objects of a Java process by class, after a garbage collection. */
public record Histogram(Map<String, Amount> classes) {

  private static final Amount NONE = new Amount(0, 0);

  /** How many objects of a class, and how many bytes they are without what they refer to. */
  public record Amount(long objects, long bytes) {
    Amount plus(Amount other) {
      return new Amount(objects + other.objects, bytes + other.bytes);
    }
  }

  public Histogram {
    classes = Map.copyOf(classes);
  }

  /** Of this process. */
  public static Histogram take() {
    return of(text().lines().toList());
  }

  /** What {@code jcmd GC.class_histogram} prints of this process. */
  static String text() {
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    try {
      return (String)
          server.invoke(
              new ObjectName("com.sun.management:type=DiagnosticCommand"),
              "gcClassHistogram",
              new Object[] {new String[0]},
              new String[] {String[].class.getName()});
    } catch (JMException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Reads lines like {@code 12: 340 16320 name (module)}; others say nothing. */
  static Histogram of(List<String> lines) {
    Map<String, Amount> classes = new HashMap<>();
    for (String line : lines) {
      String[] words = line.strip().split("\\s+", -1);
      if (words.length > 3 && words[0].endsWith(":")) {
        Amount amount = new Amount(Long.parseLong(words[1]), Long.parseLong(words[2]));
        classes.merge(words[3], amount, Amount::plus);
      }
    }
    return new Histogram(classes);
  }

  /** None if there is no such class. */
  public Amount of(String type) {
    return classes.getOrDefault(type, NONE);
  }

  public long bytes() {
    return classes.values().stream().mapToLong(Amount::bytes).sum();
  }
}
