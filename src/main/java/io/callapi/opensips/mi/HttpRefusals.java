package io.callapi.opensips.mi;

import io.vertx.ext.web.client.HttpResponse;
import org.jspecify.annotations.Nullable;

/** What an HTTP status other than 200 means for a management command. */
final class HttpRefusals {

  private static final int SHOWN = 80;

  private HttpRefusals() {}

  /**
   * mi_http says 500 where the reply does not fit its buffer, as a datagram does. Other servers of
   * that kind (502 to 504) are in between and do not know what has become of the command; the rest
   * has not been carried out.
   */
  static RuntimeException of(HttpResponse<?> response, String method) {
    int status = response.statusCode();
    String text = "HTTP " + (status + " " + response.statusMessage()).strip() + hint(status);
    if (status == MiException.INTERNAL_ERROR) {
      return new MiException(status, text);
    }
    return status > MiException.INTERNAL_ERROR
        ? new NoReplyException(method + ": " + text)
        : new MiException(MiException.BAD_GATEWAY, text);
  }

  private static String hint(int status) {
    return switch (status) {
      case 401, 403 -> " (user and password of the management interface)";
      case 404 -> " (path of the management interface)";
      case 400, 413 -> " (post_buf_size and receive_buf_size of httpd, or the path)";
      default -> "";
    };
  }

  /** The first characters of a body, for a message. */
  static String start(@Nullable String body) {
    if (body == null || body.isBlank()) {
      return "nothing";
    }
    String line = body.strip().replaceAll("[\\s\\p{Cntrl}]+", " ");
    return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "...";
  }
}
