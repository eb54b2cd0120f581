package io.callapi.method;

import io.callapi.command.CommandType;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The methods that there are, by name. */
public final class MethodTable {

  private final Map<String, Method> byName = new LinkedHashMap<>();

  /**
   * @throws IllegalArgumentException if two methods have one name
   */
  public MethodTable(List<CommandType<?>> commands, List<? extends QueryMethod<?>> queries) {
    commands.forEach(type -> add(new CommandMethod(type)));
    queries.forEach(this::add);
  }

  private MethodTable(Map<String, Method> methods) {
    byName.putAll(methods);
  }

  /** The same and one more. */
  public MethodTable with(Method method) {
    MethodTable more = new MethodTable(byName);
    more.add(method);
    return more;
  }

  private void add(Method method) {
    if (byName.putIfAbsent(method.name(), method) != null) {
      throw new IllegalArgumentException("two methods of the name " + method.name());
    }
  }

  /** The method of that name; null if there is none. */
  public @Nullable Method find(String name) {
    return byName.get(name);
  }

  public Collection<Method> all() {
    return Collections.unmodifiableCollection(byName.values());
  }
}
