package io.callapi.live;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * An installed OpenSIPS.
 *
 * @param program what to run
 * @param modules the folder of its modules
 */
public record OpenSipsBinary(Path program, Path modules) {

  private static final String VARIABLE = "CALLAPI_OPENSIPS";
  private static final String ONE_MODULE = "callops.so";

  /**
   * The OpenSIPS named by the environment variable, else the first one on the PATH.
   *
   * @throws IllegalStateException if the one that is named cannot be used: whoever names one wants
   *     it to be tested
   */
  static Optional<OpenSipsBinary> find() {
    return find(
        Objects.requireNonNullElse(System.getenv(VARIABLE), ""),
        Objects.requireNonNullElse(System.getenv("PATH"), ""));
  }

  static Optional<OpenSipsBinary> find(String named, String path) {
    return named.isBlank()
        ? onPath(path).filter(OpenSipsBinary::isProgram).findFirst().flatMap(OpenSipsBinary::of)
        : Optional.of(at(Path.of(named)));
  }

  /**
   * The OpenSIPS at that place.
   *
   * @throws IllegalStateException if it cannot be run, or has no modules
   */
  public static OpenSipsBinary at(Path program) {
    if (!isProgram(program)) {
      throw new IllegalStateException(VARIABLE + ": " + program + " is not a program");
    }
    return of(program)
        .orElseThrow(() -> new IllegalStateException(VARIABLE + ": no modules beside " + program));
  }

  private static Optional<OpenSipsBinary> of(Path program) {
    return modulesOf(program).map(modules -> new OpenSipsBinary(program, modules));
  }

  private static boolean isProgram(Path path) {
    return Files.isRegularFile(path) && Files.isExecutable(path);
  }

  /** Whether a module has a parameter, which it may have got with a later release only. */
  boolean hasParameter(String module, String parameter) throws IOException {
    byte[] library = Files.readAllBytes(modules.resolve(module + ".so"));
    return new String(library, StandardCharsets.ISO_8859_1).contains(parameter + "\0");
  }

  /** Whether all of these modules are installed with it. */
  boolean hasModules(List<String> names) {
    return names.stream().allMatch(name -> Files.exists(modules.resolve(name + ".so")));
  }

  private static Stream<Path> onPath(String path) {
    return Arrays.stream(path.split(File.pathSeparator, -1))
        .filter(folder -> !folder.isBlank())
        .map(folder -> Path.of(folder, "opensips"));
  }

  private static Optional<Path> modulesOf(Path program) {
    try {
      Path prefix = Objects.requireNonNull(program.toRealPath().getParent()).resolve("..");
      return Stream.of(
              folders(prefix, "lib64"), folders(prefix, "lib"), folders(Path.of("/usr"), "lib"))
          .flatMap(folders -> folders)
          .map(folder -> folder.resolve("opensips/modules").normalize())
          .filter(folder -> Files.exists(folder.resolve(ONE_MODULE)))
          .findFirst();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The library folder and, as Debian has one for each architecture, those in it. */
  private static Stream<Path> folders(Path prefix, String library) throws IOException {
    Path folder = prefix.resolve(library);
    if (!Files.isDirectory(folder)) {
      return Stream.empty();
    }
    try (DirectoryStream<Path> inside = Files.newDirectoryStream(folder, Files::isDirectory)) {
      Stream<Path> all = StreamSupport.stream(inside.spliterator(), false);
      return Stream.concat(Stream.of(folder), all.toList().stream());
    }
  }
}
