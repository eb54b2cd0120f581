package io.callapi.bus;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** All addresses that there are in the program: the constants on the messages that they carry. */
public final class Addresses {

  private Addresses() {}

  /**
   * One of them.
   *
   * @param name with a dot at the end where one follows for each of many
   */
  public record Known(String name, Class<?> message, Class<?> reply) {}

  public static List<Known> all() {
    return classes().stream()
        .map(JavaClass::reflect)
        .flatMap(type -> Arrays.stream(type.getDeclaredFields()))
        .filter(field -> Modifier.isStatic(field.getModifiers()))
        .flatMap(Addresses::of)
        .toList();
  }

  private static Set<JavaClass> classes() {
    return Set.copyOf(
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.callapi"));
  }

  private static Stream<Known> of(Field field) {
    if (field.getType() != Address.class && field.getType() != Address.Family.class) {
      return Stream.empty();
    }
    try {
      field.setAccessible(true);
      return Stream.of(known(field.get(null)));
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }

  private static Known known(Object address) {
    return address instanceof Address.Family<?, ?> family
        ? new Known(family.prefix() + ".", family.message(), family.reply())
        : known((Address<?, ?>) address);
  }

  private static Known known(Address<?, ?> address) {
    return new Known(address.name(), address.message(), address.reply());
  }
}
