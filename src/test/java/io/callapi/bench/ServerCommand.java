package io.callapi.bench;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** How a server is started in a process of its own: with the memory that scripts/call-api gives. */
public final class ServerCommand {

  /** Set by scripts/bench: the options that scripts/call-api starts a server with. */
  private static final String OPTIONS = "callapi.bench.server";

  private ServerCommand() {}

  /**
   * The words of the command.
   *
   * @param more options of Java, which win
   * @param main the class
   */
  public static List<String> of(List<String> more, Class<?> main, String... args) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options());
    command.addAll(more);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(args));
    return command;
  }

  /** Without the script those of this process, which knows what else Java needs. */
  private static List<String> options() {
    String script = System.getProperty(OPTIONS);
    if (script == null) {
      return ManagementFactory.getRuntimeMXBean().getInputArguments();
    }
    List<String> options = new ArrayList<>(words(script));
    options.addAll(words(System.getenv().getOrDefault("JAVA_OPTS", "")));
    return options;
  }

  private static List<String> words(String text) {
    return Arrays.stream(text.strip().split("\\s+", -1)).filter(word -> !word.isEmpty()).toList();
  }
}
