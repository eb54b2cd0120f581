package io.callapi.log;

import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The components of any records; each class is looked at once. */
public final class RecordMembers {

  private final ClassValue<List<Method>> accessors =
      new ClassValue<>() {
        @Override
        protected List<Method> computeValue(Class<?> type) {
          return Arrays.stream(type.getRecordComponents()).map(RecordMembers::accessor).toList();
        }
      };

  private static Method accessor(RecordComponent component) {
    Method accessor = component.getAccessor();
    accessor.setAccessible(true); // most of these records are of one package
    return accessor;
  }

  /** Tells name and value of each, in order. */
  public void forEach(Record of, BiConsumer<String, @Nullable Object> told) {
    for (Method accessor : accessors.get(of.getClass())) {
      told.accept(accessor.getName(), valueOf(accessor, of));
    }
  }

  private static @Nullable Object valueOf(Method accessor, Record of) {
    try {
      return accessor.invoke(of);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
