package io.callapi.cli;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The access token that a server is shown. */
final class TokenOption {

  static final String VARIABLE = "CALLAPI_TOKEN";

  // Any bearer token (RFC 6750, section 2.1): a proxy in front of the server may have its own.
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/-]+=*");

  private final Map<String, String> environment;

  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec command;

  @Option(
      names = {"-token", "--token"},
      paramLabel = "TOKEN",
      description =
          "The access token; by default that of the variable "
              + VARIABLE
              + ", or else the first of"
              + " ws_server.tokens, if the server is that of the configuration.")
  private @Nullable String token;

  TokenOption() {
    this(System.getenv());
  }

  TokenOption(Map<String, String> environment) {
    this.environment = environment;
  }

  /**
   * The token to show, null if there is none.
   *
   * @param configured those that the server is known to accept; empty for one that is not known
   * @throws ParameterException if the one that is given can be none
   */
  @Nullable String or(List<String> configured) {
    String given = token != null ? token : environment.getOrDefault(VARIABLE, "").strip();
    if (given.isEmpty() && token == null) {
      return configured.isEmpty() ? null : configured.get(0);
    }
    if (!TOKEN.matcher(given).matches()) {
      throw new ParameterException(
          command.commandLine(), "The access token can only have A-Z a-z 0-9 - . _ ~ + / =");
    }
    return given;
  }
}
