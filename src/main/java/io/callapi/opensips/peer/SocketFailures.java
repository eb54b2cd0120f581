package io.callapi.opensips.peer;

import java.net.PortUnreachableException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Locale;

/** Why a socket failed, in words, for many of these failures have no message. */
final class SocketFailures {

  private SocketFailures() {}

  /** Whether another datagram could be sent all the same: its address or its length is wrong. */
  static boolean isOfTheDatagram(Throwable failure) {
    return failure instanceof UnknownHostException
        || failure instanceof UnresolvedAddressException
        || failure instanceof PortUnreachableException
        || text(failure).toLowerCase(Locale.ROOT).contains("message too long");
  }

  static String inWords(Throwable failure) {
    if (failure instanceof ClosedChannelException) {
      return "the socket is closed";
    }
    if (failure instanceof OutOfMemoryError) {
      return "no memory is left for buffers: " + text(failure);
    }
    return text(failure);
  }

  private static String text(Throwable failure) {
    String message = failure.getMessage();
    return message == null || message.isBlank() ? failure.getClass().getSimpleName() : message;
  }
}
