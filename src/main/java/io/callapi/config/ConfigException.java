package io.callapi.config;

import java.util.List;
import java.util.stream.Collectors;

/** A configuration that cannot be used; it names every wrong key at once. */
public final class ConfigException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  public ConfigException(List<Problem> problems) {
    super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  ConfigException(Problem problem) {
    this(List.of(problem));
  }

  /** What is wrong, in the order of the sections; never empty. */
  public List<Problem> problems() {
    return problems;
  }
}
