package io.callapi.client;

import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The page for browsers, with the path of the WebSocket filled in. */
final class StartPage {

  private static final String RESOURCE = "/webroot/index.html";
  private static final String PLACE = "{{path}}";

  private final String html;

  /**
   * @param path the path of the WebSocket
   */
  StartPage(String path) {
    this.html = template().replace(PLACE, path.replace("&", "&amp;"));
  }

  void serve(RoutingContext request) {
    request.response().putHeader("Content-Type", "text/html; charset=utf-8").end(html);
  }

  private static String template() {
    try (InputStream in =
        Objects.requireNonNull(StartPage.class.getResourceAsStream(RESOURCE), RESOURCE)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
