package io.callapi.management;

import java.net.BindException;
import java.net.UnknownHostException;

/** The address for operators cannot be listened on; the message names the key and the way out. */
public final class NotOpened extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private NotOpened(String message, Throwable cause) {
    super(message, cause);
  }

  static NotOpened at(ManagementSettings settings, Throwable failure) {
    return new NotOpened(text(settings, failure), failure);
  }

  private static String text(ManagementSettings settings, Throwable failure) {
    String message = String.valueOf(failure.getMessage());
    if (failure instanceof UnknownHostException || message.contains("resolve")) {
      return "management.host: the name %s does not resolve; use an address of this machine"
          .formatted(settings.host());
    }
    if (failure instanceof BindException && message.contains("assign")) {
      return "management.host: %s is no address of this machine".formatted(settings.host());
    }
    if (failure instanceof BindException && message.contains("in use")) {
      return ("management.port: %s:%d is in use, perhaps by another Call API on this machine;"
              + " set another port, 0 for any free one, or management.enabled: false"
              + " (ss -ltnp shows who has it)")
          .formatted(settings.host(), settings.port());
    }
    return "management.port: cannot listen on %s:%d: %s"
        .formatted(settings.host(), settings.port(), message);
  }
}
