package io.callapi;

import static com.tngtech.archunit.lang.conditions.ArchConditions.haveModifier;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.callapi.command.Phase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rules that keep the packages apart. */
class ArchitectureTest {

  private static final JavaClasses PROGRAM =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.callapi");

  @Test
  void looksAtTheWholeProgram() {
    assertThat(PROGRAM).hasSizeGreaterThan(100);
    assertThat(PROGRAM.contain(CallApiVerticle.class)).isTrue();
    assertThat(PROGRAM.contain(ArchitectureTest.class)).isFalse();
  }

  @Test
  void hasNoCycleOfPackages() {
    slices().matching("io.callapi.(**)").should().beFreeOfCycles().check(PROGRAM);
  }

  @Test
  void keepsCommandsFreeOfTransportsAndFormats() {
    noClasses()
        .that()
        .resideInAPackage("io.callapi.call..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.vertx.core.eventbus..",
            "io.vertx.core.json..",
            "com.fasterxml..",
            "io.callapi.bus..",
            "io.callapi.client..",
            "io.callapi.opensips..",
            "io.callapi.jsonrpc..",
            "io.callapi.simulator..",
            "io.callapi.config..")
        .check(PROGRAM);
  }

  @Test
  void keepsJsonAtTheEdges() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            "io.callapi",
            "io.callapi.client..",
            "io.callapi.opensips..",
            "io.callapi.doctor..",
            "io.callapi.simulator..",
            "io.callapi.config..",
            "io.callapi.management..",
            "io.callapi.description..",
            "io.callapi.cli..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.vertx.core.json..")
        .check(PROGRAM);
  }

  @Test
  void countsThroughInterfacesOfTheUnitsThemselves() {
    noClasses()
        .that()
        .resideOutsideOfPackages("io.callapi.management..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.micrometer..", "io.vertx.micrometer..", "io.vertx.ext.healthchecks..")
        .check(PROGRAM);
    noClasses()
        .that()
        .resideOutsideOfPackages("io.callapi", "io.callapi.management..", "io.callapi.cli..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.callapi.management..")
        .check(PROGRAM);
  }

  @Test
  void keepsTheValuesOfSipFreeOfEverything() {
    noClasses()
        .that()
        .resideInAPackage("io.callapi.sip..")
        .should()
        .dependOnClassesThat()
        .resideOutsideOfPackages("java..", "io.callapi.sip..", "org.jspecify..")
        .check(PROGRAM);
  }

  @Test
  void knowsTheProxyByItsPortOnly() {
    noClasses()
        .that()
        .resideOutsideOfPackages("io.callapi", "io.callapi.opensips..", "io.callapi.doctor..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.callapi.opensips..")
        .check(PROGRAM);
  }

  @Test
  void hasNoStateThatIsSharedByAll() {
    fields()
        .that()
        .areStatic()
        .and()
        .doNotHaveModifier(JavaModifier.SYNTHETIC)
        .should(haveModifier(JavaModifier.FINAL))
        .check(PROGRAM);
  }

  @Test
  void keepsNoStateInAPhaseButWhatItIsMadeOf() {
    classes()
        .that()
        .areAssignableTo(Phase.class)
        .and()
        .areNotInterfaces()
        .should()
        .beRecords()
        .andShould()
        .haveOnlyFinalFields()
        .check(PROGRAM);
  }

  @Test
  void keepsClassesSmall() throws IOException {
    assertThat(longerThan(250, "")).isEmpty();
    assertThat(longerThan(200, "call")).isEmpty();
    assertThat(longerThan(100, "call")).isNotEmpty();
  }

  private static List<Path> longerThan(int lines, String folder) throws IOException {
    try (Stream<Path> sources = Files.walk(Path.of("src/main/java/io/callapi", folder))) {
      return sources.filter(Files::isRegularFile).filter(file -> lines(file) > lines).toList();
    }
  }

  private static int lines(Path file) {
    try {
      return Files.readAllLines(file).size();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void namesNoOpenSipsInCommands() throws IOException {
    for (String folder : List.of("call", "command")) {
      try (Stream<Path> sources = Files.walk(Path.of("src/main/java/io/callapi", folder))) {
        List<Path> files = sources.filter(Files::isRegularFile).toList();

        assertThat(files).hasSizeGreaterThan(8);
        assertThat(files)
            .allSatisfy(
                file ->
                    assertThat(Files.readString(file))
                        .doesNotContainIgnoringCase("opensips")
                        .doesNotContainPattern(
                            "\\bt_uac|\\bdlg_|\\bcall_(hold|unhold|transfer)|\\bE_[A-Z]"));
      }
    }
  }
}
