package io.callapi.config;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** What a YAML parser tells and a tree of values does not: the line of each key, double keys. */
final class YamlFile {

  // No key is deeper (proxies[0].mi.url); it ends the walk through an alias to itself, too.
  private static final int MAX_DEPTH = 5;

  private static final Set<Tag> PLAIN =
      Set.of(Tag.STR, Tag.INT, Tag.FLOAT, Tag.BOOL, Tag.NULL, Tag.MAP, Tag.SEQ, Tag.MERGE);

  private static final Set<Tag> KEYS = Set.of(Tag.STR, Tag.MERGE);

  private final String name;
  private final Map<String, String> places = new HashMap<>();
  private final List<Problem> problems = new ArrayList<>();

  private YamlFile(String name) {
    this.name = name;
  }

  /**
   * Looks through a file.
   *
   * @throws ConfigException if it is not YAML, or has what only YAML has: dates, sets, cycles
   */
  static YamlFile parse(String name, String text) {
    YamlFile file = new YamlFile(name);
    Node root = file.compose(text);
    if (root instanceof MappingNode mapping) {
      file.walk("", mapping, 0);
    } else if (root != null && !root.getTag().equals(Tag.NULL)) {
      file.refuse("", root, "must consist of sections, each with keys and values");
    }
    if (!file.problems.isEmpty()) {
      throw new ConfigException(file.problems);
    }
    return file;
  }

  /** Whether there is no key at all, only comments. */
  boolean isEmpty() {
    return places.isEmpty();
  }

  /** File and line by full key. */
  Map<String, String> places() {
    return places;
  }

  private @Nullable Node compose(String text) {
    LoaderOptions options = new LoaderOptions();
    try {
      return new Yaml(new SafeConstructor(options)).compose(new StringReader(text));
    } catch (MarkedYAMLException e) {
      throw new ConfigException(new Problem("", "is not YAML: " + e.getProblem(), place(e)));
    } catch (YAMLException e) {
      throw new ConfigException(new Problem("", "is not YAML: " + e.getMessage(), name));
    }
  }

  private void walk(String path, Node node, int depth) {
    if (depth > MAX_DEPTH) {
      refuse(path, node, "is nested too deep");
    } else if (node instanceof MappingNode mapping) {
      keys(path, mapping, depth);
    } else if (node instanceof SequenceNode sequence) {
      elements(path, sequence.getValue(), depth);
    } else if (!PLAIN.contains(node.getTag())) {
      refuse(path, node, "is read by YAML as " + node.getTag() + "; put it in quotes");
    }
  }

  private void elements(String path, List<Node> elements, int depth) {
    for (int i = 0; i < elements.size(); i++) {
      String key = path + "[" + i + "]";
      places.put(key, place(elements.get(i)));
      walk(key, elements.get(i), depth + 1);
    }
  }

  private void keys(String path, MappingNode mapping, int depth) {
    Set<String> seen = new HashSet<>();
    for (NodeTuple entry : mapping.getValue()) {
      if (!(entry.getKeyNode() instanceof ScalarNode keyNode)) {
        refuse(path, entry.getKeyNode(), "has a key that is not a word");
        continue;
      }
      String key = path.isEmpty() ? keyNode.getValue() : path + "." + keyNode.getValue();
      if (!KEYS.contains(keyNode.getTag())) {
        refuse(key, keyNode, "is not a key");
      }
      if (!seen.add(key)) {
        refuse(key, keyNode, "is written twice; it is already in " + places.get(key));
      }
      places.putIfAbsent(key, place(keyNode));
      walk(key, entry.getValueNode(), depth + 1);
    }
  }

  private void refuse(String key, Node node, String text) {
    problems.add(new Problem(key, text, place(node)));
  }

  private String place(Node node) {
    return name + " line " + (node.getStartMark().getLine() + 1);
  }

  private String place(MarkedYAMLException e) {
    return e.getProblemMark() == null ? name : name + " line " + (e.getProblemMark().getLine() + 1);
  }
}
