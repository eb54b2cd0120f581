package io.callapi.config;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where the configuration file is looked for, in order. */
final class Places {

  private static final String NAME = "conf/call-api.yml";

  /** Folders of a jar that is not at the top of its program. */
  private static final Set<String> JAR_FOLDERS = Set.of("target", "lib");

  private final List<Path> all;

  /**
   * @param directory the current folder
   * @param program the folder of the program; null where that is not known
   * @param root what {@code /etc} is relative to
   */
  Places(Map<String, String> environment, Path directory, @Nullable Path program, Path root) {
    Stream<Path> home =
        Stream.ofNullable(environment.get("HOME")).map(path -> Path.of(path, ".call-api.yml"));
    Stream<Path> beside =
        Stream.of(directory, program).filter(Objects::nonNull).map(each -> each.resolve(NAME));
    Stream<Path> system =
        Stream.of(root.resolve("etc/call-api.yml"), root.resolve("etc/call-api/call-api.yml"));
    this.all =
        Stream.of(home, beside, system)
            .flatMap(each -> each)
            .map(each -> each.toAbsolutePath().normalize())
            .distinct()
            .toList();
  }

  /** The first file that is there, whether it can be read or not. */
  Found find() {
    List<Path> there = all.stream().filter(Files::isRegularFile).toList();
    return there.isEmpty()
        ? new Found(null, all, List.of())
        : new Found(there.get(0), all, there.subList(1, there.size()));
  }

  /** The folder around the jar of this program; null where it runs from classes. */
  static @Nullable Path programFolder() {
    CodeSource source = Places.class.getProtectionDomain().getCodeSource();
    try {
      return source == null ? null : folderOf(Path.of(source.getLocation().toURI()));
    } catch (URISyntaxException | RuntimeException e) { // it is in no file
      return null;
    }
  }

  static @Nullable Path folderOf(Path jar) {
    Path folder = jar.getParent();
    if (folder == null || !jar.toString().endsWith(".jar")) {
      return null;
    }
    Path name = folder.getFileName();
    return name != null && JAR_FOLDERS.contains(name.toString()) ? folder.getParent() : folder;
  }
}
