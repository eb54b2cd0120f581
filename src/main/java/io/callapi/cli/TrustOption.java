package io.callapi.cli;

import io.callapi.config.TlsConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Whose certificates are accepted of a server with TLS. */
final class TrustOption {

  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec command;

  @Option(
      names = {"-ca", "--ca"},
      paramLabel = "FILE",
      description =
          "For wss:// and https://: accepts certificates of the authorities in this PEM file; by"
              + " default those that Java knows, and of the server of the configuration the"
              + " certificate that is named there.")
  private @Nullable Path file;

  /**
   * Who is trusted.
   *
   * @param configured TLS of the server that is asked, if that is known; null if not
   * @throws ParameterException if the file cannot be read
   */
  Trust or(@Nullable TlsConfig configured) {
    if (file == null) {
      return configured == null ? Trust.USUAL : Trust.itself(configured.certificate());
    }
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      throw new ParameterException(
          command.commandLine(), "--ca: is not a file that can be read: " + file);
    }
    return Trust.in(file);
  }
}
