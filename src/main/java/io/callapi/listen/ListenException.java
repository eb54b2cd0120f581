package io.callapi.listen;

import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Locale;
import java.util.stream.Collectors;

/** It cannot be listened there; the message names the address, the key and the way out. */
public final class ListenException extends RuntimeException {

  private static final long serialVersionUID = 1L;
  private static final int FIRST_FREE_FOR_ALL = 1024;

  private final boolean taken;

  private ListenException(String message, boolean taken, Throwable cause) {
    super(message, cause, false, false);
    this.taken = taken;
  }

  /** Whether it is the port that is in use. */
  public boolean isTaken() {
    return taken;
  }

  /** What a failure to bind means for who has configured the place. */
  public static ListenException of(Place place, Throwable failure) {
    String text = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
    return new ListenException(
        "Cannot listen on %s for %s: %s"
            .formatted(place, place.what(), because(place, failure, text)),
        isTaken(text),
        failure);
  }

  private static String because(Place place, Throwable failure, String text) {
    if (isTaken(text)) {
      return "another program has that port, maybe a server that runs already. Who: %s. Stop it, or change %s"
          .formatted(place.whoListens(), place.portKey());
    }
    if (text.contains("cannot assign") || text.contains("can't assign")) {
      return "%s is no address of this machine, which has %s. Change %s"
          .formatted(place.host(), addresses(), place.hostKey());
    }
    if (failure instanceof UnknownHostException
        || failure instanceof UnresolvedAddressException
        || text.contains("failed to resolve")) {
      return "the name %s does not resolve on this machine (getent hosts %s). Change %s"
          .formatted(place.host(), place.host(), place.hostKey());
    }
    if (text.contains("permission denied")) {
      return denied(place);
    }
    return failure.getMessage() + ". See " + place.hostKey() + " and " + place.portKey();
  }

  private static boolean isTaken(String text) {
    return text.contains("in use");
  }

  private static String denied(Place place) {
    String who = "the user '" + System.getProperty("user.name") + "' may not use that port";
    return place.port() < FIRST_FREE_FOR_ALL
        ? who
            + ". Set %s to 1024 or more, or let it: AmbientCapabilities=CAP_NET_BIND_SERVICE of systemd"
                .formatted(place.portKey())
        : who + ". Change " + place.portKey();
  }

  private static String addresses() {
    try {
      return NetworkInterface.networkInterfaces()
          .flatMap(NetworkInterface::inetAddresses)
          .map(address -> address.getHostAddress().replaceFirst("%.*", ""))
          .distinct()
          .sorted()
          .limit(10)
          .collect(Collectors.joining(", "));
    } catch (SocketException e) {
      return "others";
    }
  }
}
