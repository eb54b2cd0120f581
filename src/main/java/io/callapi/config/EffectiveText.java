package io.callapi.config;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/** Effective values as YAML, each with where it comes from; what is not set is a comment. */
public final class EffectiveText {

  private static final String INDENT = "  ";
  private static final int COLUMN = 44;

  private final Yaml yaml = yaml();
  private final StringBuilder text = new StringBuilder();
  private List<String> before = List.of();

  private EffectiveText() {}

  public static String of(List<EffectiveValue> values) {
    EffectiveText all = new EffectiveText();
    values.forEach(all::add);
    return all.text.toString();
  }

  private static Yaml yaml() {
    DumperOptions options = new DumperOptions();
    options.setDefaultFlowStyle(DumperOptions.FlowStyle.FLOW);
    options.setWidth(Integer.MAX_VALUE);
    options.setSplitLines(false);
    return new Yaml(options);
  }

  private void add(EffectiveValue value) {
    List<String> path = Arrays.asList(value.key().split("\\.|(?=\\[)"));
    List<String> sections = path.subList(0, path.size() - 1);
    String start = begin(sections);
    String name = path.get(path.size() - 1);
    String line =
        value.value() == null
            ? start + "#" + name + ":"
            : start + name + ": " + yaml.dump(value.value()).strip();
    String origin = value.value() == null ? "not set" : value.origin();
    text.append(("%-" + COLUMN + "s # %s%n").formatted(line, origin));
    before = new ArrayList<>(sections);
  }

  /** Writes the names of the sections that begin here; what the line of the key starts with. */
  private String begin(List<String> sections) {
    String start = "";
    boolean same = true;
    for (int depth = 0; depth < sections.size(); depth++) {
      String name = sections.get(depth);
      same = same && depth < before.size() && before.get(depth).equals(name);
      if (name.startsWith("[")) {
        // An element begins with its dash; its keys are as deep as what follows that.
        start = same ? start + INDENT : start + "- ";
      } else {
        if (!same) {
          text.append(start).append(name).append(":\n");
        }
        start = " ".repeat(start.length()) + INDENT;
      }
    }
    return start;
  }
}
