package io.callapi.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code scripts/call-api} beside a Java and a Maven that only say how they were called. */
class LauncherTest {

  private static final String JAVA =
      """
      #!/bin/bash
      if [[ $* == *-Xshare:dump* ]]; then
        for word in "$@"; do [[ $word == -XX:SharedArchiveFile=* ]] && : >"${word#*=}"; done
      fi
      echo "java $*"
      """;
  private static final String MAVEN =
      """
      #!/bin/bash
      echo "mvn $*" >>"$ROOT/maven"
      echo '[INFO] Compiling 12 source files with javac'
      mkdir -p "$ROOT/target" && : >"$ROOT/target/call-api.jar"
      """;

  @TempDir private Path directory;
  private Path root;
  private Path path;
  private Path java;

  private record Run(int exitCode, String out, String err) {}

  @BeforeEach
  void set() throws IOException {
    directory = directory.toRealPath();
    root = Files.createDirectories(directory.resolve("root"));
    path = Files.createDirectories(directory.resolve("path"));
    java = Files.createDirectories(directory.resolve("jdk/bin"));
    for (String tool :
        List.of(
            "bash",
            "dirname",
            "find",
            "grep",
            "head",
            "mkdir",
            "mktemp",
            "mv",
            "readlink",
            "rm",
            "tee",
            "touch")) {
      Path found = found(tool);
      assumeTrue(found != null, tool + " is not here");
      Files.createSymbolicLink(path.resolve(tool), found);
    }
    Path scripts = Files.createDirectories(root.resolve("scripts"));
    for (String name : List.of("call-api", "java.sh", "build.sh", "record-classes")) {
      Files.copy(Path.of("scripts", name), scripts.resolve(name));
    }
    Files.createDirectories(root.resolve("conf"));
    Files.createDirectories(root.resolve("src/main"));
    Files.writeString(root.resolve("pom.xml"), "");
    program(java.resolve("java"), JAVA);
    program(java.resolve("javac"), "");
    Files.writeString(java.resolveSibling("release"), "JAVA_VERSION=\"17.0.15\"\n");
    program(path.resolve("mvn"), MAVEN);
  }

  @Test
  void buildsTheProgramOnceAndRunsIt() throws Exception {
    Run first = run("status", "a b");
    Run second = run("status");

    assertThat(first.exitCode).as(first.err).isZero();
    assertThat(first.out).startsWith("java ").endsWith("target/call-api.jar status a b\n");
    assertThat(first.err)
        .contains("Compiling Call API", "compiling 12 source files", "Done after")
        .doesNotContain("\u001b");
    assertThat(second.out).contains("-XX:SharedArchiveFile=" + root.resolve("target/call-api.jsa"));
    assertThat(second.err).isEmpty();
    assertThat(builds()).hasSize(1).first().asString().contains("-Pprogram", "-B", "package");
  }

  @Test
  void buildsAgainAfterASourceHasChangedButNotAfterTheConfigurationHas() throws Exception {
    run("status");

    Files.writeString(root.resolve("conf/call-api.yml"), "");
    later(root.resolve("conf/call-api.yml"));
    run("status");
    assertThat(builds()).hasSize(1);

    later(Files.writeString(root.resolve("src/main/A.java"), ""));
    run("status");
    assertThat(builds()).hasSize(2);
  }

  @Test
  void takesTheConfigurationOfLoggingFromTheFileAndNotFromTheJar() throws Exception {
    Files.writeString(root.resolve("conf/logback.xml"), "");

    assertThat(run("demo").out)
        .contains("-Dlogback.configurationFile=" + root.resolve("conf/logback.xml"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"lib", "target"})
  void needsNoMavenWhereTheJarWasShipped(String folder) throws Exception {
    Files.delete(path.resolve("mvn"));
    Files.delete(root.resolve("pom.xml"));
    Path jar = Files.createDirectories(root.resolve(folder)).resolve("call-api.jar");
    Files.writeString(jar, "");

    Run run = run("status");

    assertThat(run.exitCode).as(run.err).isZero();
    assertThat(run.out).endsWith("-jar " + jar + " status\n");
  }

  @Test
  void boundsTheMemoryOfAServerAndOpensForHazelcastOnlyThere() throws Exception {
    assertThat(run("serve").out).contains("-XX:MaxDirectMemorySize", "--add-modules java.se");
    assertThat(run("call").out).doesNotContain("-XX:MaxDirectMemorySize", "java.se");
  }

  @Test
  void saysThatMavenIsMissing() throws Exception {
    Files.delete(path.resolve("mvn"));

    refuses(run("status"), "Maven is needed", "apt install maven", "call-api.jar");
  }

  @Test
  void saysThatJavaIsMissing() throws Exception {
    Files.delete(java.resolve("java"));

    refuses(run("status"), "Java 17 or newer is needed", "does not run", "JAVA_HOME");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.8.0_392", "11.0.2", "16.0.1"})
  void saysThatJavaIsTooOld(String version) throws Exception {
    Files.writeString(
        java.resolveSibling("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");

    String major = version.replaceFirst("^1\\.", "").replaceFirst("\\..*", "");
    refuses(run("status"), "Java 17 or newer is needed", "is Java " + major, "JAVA_HOME");
  }

  @Test
  void asksJavaItselfWhereNoFileTellsItsVersion() throws Exception {
    Files.delete(java.resolveSibling("release"));
    program(java.resolve("java"), "#!/bin/bash\necho 'openjdk version \"11.0.2\"' >&2\n");

    refuses(run("status"), "is Java 11");
  }

  @Test
  void saysThatThereIsNoCompiler() throws Exception {
    Files.delete(java.resolve("javac"));

    refuses(run("status"), "A JDK is needed", "without a compiler");
  }

  @Test
  void showsWhyItCannotBeCompiled() throws Exception {
    program(path.resolve("mvn"), "#!/bin/bash\necho '[ERROR] A.java:[3,1] wrong'\nexit 1\n");

    refuses(run("status"), "A.java:[3,1] wrong", "target/build.log");
    assertThat(root.resolve("target/build.log")).exists();
  }

  @Test
  void saysThatThereIsNothingToRun() throws Exception {
    Files.delete(root.resolve("pom.xml"));

    refuses(run("status"), "There is no", "lib/call-api.jar");
  }

  @Test
  void saysThatTooFewFilesMayBeOpen() throws Exception {
    refuses(limited("ulimit -n 32"), "Only 32 files", "ulimit -n 4096", "LimitNOFILE");
  }

  @Test
  void saysThatThereIsTooLittleMemory() throws Exception {
    refuses(limited("ulimit -v 1000000"), "Only 976 MB", "ulimit -v", "MemoryMax");
  }

  private static void refuses(Run run, String... words) {
    assertThat(run.exitCode).isEqualTo(69);
    assertThat(run.err).contains(words).doesNotContain("line ");
    assertThat(run.out).isEmpty();
  }

  private Run limited(String limit) throws Exception {
    return run(List.of("bash", "-c", limit + " && exec scripts/call-api status"));
  }

  private Run run(String... args) throws Exception {
    List<String> command = new ArrayList<>(List.of("scripts/call-api"));
    command.addAll(List.of(args));
    return run(command);
  }

  private Run run(List<String> command) throws Exception {
    Path out = directory.resolve("out");
    Path err = directory.resolve("err");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(root.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().keySet().removeIf(name -> !name.equals("HOME"));
    builder.environment().put("PATH", path.toString());
    builder.environment().put("JAVA_HOME", directory.resolve("jdk").toString());
    builder.environment().put("ROOT", root.toString());
    Process process = builder.start();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return new Run(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  private List<String> builds() throws IOException {
    return Files.readAllLines(root.resolve("maven"), StandardCharsets.UTF_8);
  }

  private static void later(Path file) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(1)));
  }

  private static void program(Path file, String text) throws IOException {
    Files.deleteIfExists(file);
    Files.writeString(file, text);
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  private static @Nullable Path found(String tool) {
    return Stream.of(System.getenv("PATH").split(":"))
        .map(folder -> Path.of(folder, tool))
        .filter(Files::isExecutable)
        .findFirst()
        .orElse(null);
  }
}
