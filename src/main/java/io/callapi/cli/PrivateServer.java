package io.callapi.cli;

import io.callapi.config.Setting;
import java.util.List;

/** The settings of a server inside this process that only this process uses. */
final class PrivateServer {

  private PrivateServer() {}

  static List<Setting> settings(String subcommand) {
    return List.of(
        new Setting("ws_server.host", "localhost", subcommand),
        new Setting("ws_server.port", 0, subcommand));
  }
}
