package io.callapi.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.callapi.command.CommandNotice;
import io.callapi.proxy.LinkStatus;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RecordCodecTest {

  private final RecordCodec codec = new RecordCodec();

  @ParameterizedTest
  @MethodSource("messages")
  void carriesEveryMessageFromNodeToNode(Record message) {
    assertThat(carried(message)).isEqualTo(message);
  }

  /** Of each type that is sent to an address or answered there, and what commands are given. */
  static Stream<Record> messages() {
    Stream<Class<?>> sent =
        Addresses.all().stream().flatMap(known -> Stream.of(known.message(), known.reply()));
    return Stream.concat(sent.flatMap(RecordCodecTest::records), recordsOfCommands())
        .distinct()
        .flatMap(Examples::of);
  }

  /** The records of a type: itself, or all that a sealed one permits. */
  private static Stream<Class<?>> records(Class<?> type) {
    if (type == Void.class) {
      return Stream.empty();
    }
    return type.isSealed()
        ? Arrays.stream(type.getPermittedSubclasses()).flatMap(RecordCodecTest::records)
        : Stream.of(type.asSubclass(Record.class));
  }

  /** Their parameters and the data of their stages. */
  private static Stream<Class<?>> recordsOfCommands() {
    return new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.callapi.call")
            .stream()
            .filter(JavaClass::isRecord)
            .map(JavaClass::reflect);
  }

  @Test
  void findsTheMessagesOfAllAddresses() {
    assertThat(messages().map(Object::getClass))
        .hasSizeGreaterThan(60)
        .contains(LinkStatus.class, CommandNotice.Ended.class, NodeGateway.Forward.class);
  }

  @Test
  void readsNoClassOfAnotherProgram() {
    String json = "{\"@record\":\"java.util.ArrayList\"}";
    byte[] text = json.getBytes(StandardCharsets.UTF_8);
    Buffer wire = Buffer.buffer().appendInt(text.length).appendBytes(text);

    assertThatThrownBy(() -> codec.decodeFromWire(0, wire))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not a message of this program");
  }

  @Test
  void findsItsMessageBehindWhatStandsBeforeIt() {
    CommandNotice.Ended message = new CommandNotice.Ended("c1", "Echo");
    Buffer wire = Buffer.buffer("before");
    codec.encodeToWire(wire, message);

    assertThat(codec.decodeFromWire(6, wire)).isEqualTo(message);
  }

  private Record carried(Record message) {
    Buffer wire = Buffer.buffer();
    codec.encodeToWire(wire, message);
    return codec.decodeFromWire(0, wire);
  }
}
