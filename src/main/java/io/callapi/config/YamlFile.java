package io.callapi.config;

import io.vertx.core.json.JsonObject;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
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

  // No key is deeper (proxies[0].mi.url).
  private static final int MAX_DEPTH = 5;

  private static final String REMEDY =
      "; indent with spaces, and put what has [ ] { } : # or quotes in it in quotes";

  private static final Set<Tag> PLAIN =
      Set.of(Tag.STR, Tag.INT, Tag.FLOAT, Tag.BOOL, Tag.NULL, Tag.MAP, Tag.SEQ, Tag.MERGE);

  private static final Set<Tag> KEYS = Set.of(Tag.STR, Tag.MERGE);

  private final String name;
  private @Nullable Node root;
  private final Map<String, String> places = new HashMap<>();
  private final List<Problem> problems = new ArrayList<>();
  private final Deque<Node> around = new ArrayDeque<>(); // ends the walk through an alias to itself

  private YamlFile(String name) {
    this.name = name;
  }

  /** Where there is no file. */
  static YamlFile none() {
    return new YamlFile("");
  }

  /**
   * Looks through a file. What only YAML has, such as dates, sets and cycles, is left out of the
   * tree and told by {@link #problems}.
   *
   * @throws ConfigException if it is not YAML, so that nothing can be read
   */
  static YamlFile parse(String name, String text) {
    YamlFile file = new YamlFile(name);
    Node root = file.compose(text);
    if (root instanceof MappingNode mapping) {
      file.root = mapping;
      file.keys("", mapping, 0);
    } else if (root != null && !root.getTag().equals(Tag.NULL)) {
      file.refuse("", root, "must consist of sections, each with keys and values");
    }
    return file;
  }

  /** What is wrong already, whatever the keys mean. */
  List<Problem> problems() {
    return problems;
  }

  /** What can be read, without that which is wrong. */
  JsonObject tree() {
    if (root == null) {
      return new JsonObject();
    }
    StringWriter text = new StringWriter();
    yaml().serialize(root, text);
    Map<String, Object> values = yaml().load(text.toString());
    return new JsonObject(values);
  }

  private static Yaml yaml() {
    return new Yaml(new SafeConstructor(new LoaderOptions()));
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
    try {
      return yaml().compose(new StringReader(text));
    } catch (MarkedYAMLException e) {
      throw new ConfigException(
          new Problem("", "is not YAML: " + e.getProblem() + REMEDY, place(e)));
    } catch (YAMLException e) {
      throw new ConfigException(new Problem("", "is not YAML: " + e.getMessage() + REMEDY, name));
    }
  }

  /** Notes what is wrong; false if the node itself is of no use. */
  private boolean walk(String path, Node node, int depth) {
    if (depth > MAX_DEPTH || around.contains(node)) {
      return refuse(path, node, "is nested too deep");
    }
    around.push(node);
    boolean plain =
        node instanceof ScalarNode ? PLAIN.contains(node.getTag()) : walkInto(path, node, depth);
    around.pop();
    return plain
        || refuse(path, node, "is read by YAML as " + node.getTag() + "; put it in quotes");
  }

  private boolean walkInto(String path, Node node, int depth) {
    if (node instanceof MappingNode mapping) {
      keys(path, mapping, depth);
    } else if (node instanceof SequenceNode sequence) {
      elements(path, sequence.getValue(), depth);
    }
    return true;
  }

  private void elements(String path, List<Node> elements, int depth) {
    List<Node> useless = new ArrayList<>();
    for (int i = 0; i < elements.size(); i++) {
      String key = path + "[" + i + "]";
      places.put(key, place(elements.get(i)));
      if (!walk(key, elements.get(i), depth + 1)) {
        useless.add(elements.get(i));
      }
    }
    elements.removeAll(useless);
  }

  private void keys(String path, MappingNode mapping, int depth) {
    Set<String> seen = new HashSet<>();
    mapping.setValue(
        mapping.getValue().stream().filter(entry -> isUsable(path, entry, seen, depth)).toList());
  }

  private boolean isUsable(String path, NodeTuple entry, Set<String> seen, int depth) {
    if (!(entry.getKeyNode() instanceof ScalarNode keyNode)) {
      return refuse(path, entry.getKeyNode(), "has a key that is not a word");
    }
    String key = path.isEmpty() ? keyNode.getValue() : path + "." + keyNode.getValue();
    boolean isKey = KEYS.contains(keyNode.getTag()) || refuse(key, keyNode, "is not a key");
    boolean isFirst =
        seen.add(key)
            || refuse(key, keyNode, "is written twice; it is already in " + places.get(key));
    places.putIfAbsent(key, place(keyNode));
    return walk(key, entry.getValueNode(), depth + 1) && isKey && isFirst;
  }

  /** Always false: what is refused is of no use. */
  private boolean refuse(String key, Node node, String text) {
    problems.add(new Problem(key, text, place(node)));
    return false;
  }

  private String place(Node node) {
    return name + " line " + (node.getStartMark().getLine() + 1);
  }

  private String place(MarkedYAMLException e) {
    return e.getProblemMark() == null ? name : name + " line " + (e.getProblemMark().getLine() + 1);
  }
}
