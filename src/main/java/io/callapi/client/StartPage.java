package io.callapi.client;

import io.vertx.ext.web.RoutingContext;

/** The page for browsers, with the path of the WebSocket filled in. */
final class StartPage {

  private static final String RESOURCE = "/webroot/index.html";
  private static final String PLACE = "{{path}}";

  private final String html;

  /**
   * @param path the path of the WebSocket
   */
  StartPage(String path) {
    this.html = Library.text(RESOURCE).replace(PLACE, path.replace("&", "&amp;"));
  }

  void serve(RoutingContext request) {
    request.response().putHeader("Content-Type", "text/html; charset=utf-8").end(html);
  }
}
