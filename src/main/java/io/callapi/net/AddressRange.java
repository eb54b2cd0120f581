package io.callapi.net;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One address, or those of a network (RFC 4632, section 3.1; RFC 4291, section 2.3).
 *
 * @param network the address, or any of its network
 * @param bits how many of its bits must be the same
 */
public record AddressRange(InetAddress network, int bits) {

  // Nothing that would be looked up as a name.
  private static final Pattern IPV4 = Pattern.compile("[0-9]{1,3}(?:\\.[0-9]{1,3}){3}");
  private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*");

  /**
   * Reads {@code 192.0.2.7}, {@code 10.0.0.0/8} or {@code 2001:db8::/32}.
   *
   * @throws IllegalArgumentException with what is allowed
   */
  public static AddressRange parse(String text) {
    int slash = text.indexOf('/');
    InetAddress address = address(slash < 0 ? text : text.substring(0, slash));
    if (address == null) {
      throw mustBe(text);
    }
    int most = address.getAddress().length * Byte.SIZE;
    int bits = slash < 0 ? most : prefix(text, slash);
    if (bits < 0 || bits > most) {
      throw mustBe(text);
    }
    return new AddressRange(address, bits);
  }

  private static int prefix(String text, int slash) {
    String number = text.substring(slash + 1);
    return number.matches("[0-9]{1,3}") ? Integer.parseInt(number) : -1;
  }

  private static IllegalArgumentException mustBe(String text) {
    return new IllegalArgumentException(
        "must be an address such as 192.0.2.7 or a network such as 10.0.0.0/8 or 2001:db8::/32,"
            + " not "
            + text);
  }

  /** An address as it is written, in digits; null if it is none. Names are not looked up. */
  public static @Nullable InetAddress address(String text) {
    if (!IPV4.matcher(text).matches() && !IPV6.matcher(text).matches()) {
      return null;
    }
    try {
      return InetAddress.getByName(text);
    } catch (UnknownHostException e) {
      return null;
    }
  }

  public boolean contains(InetAddress address) {
    byte[] ours = network.getAddress();
    byte[] theirs = address.getAddress();
    int whole = bits / Byte.SIZE;
    int rest = bits % Byte.SIZE;
    return ours.length == theirs.length
        && Arrays.equals(ours, 0, whole, theirs, 0, whole)
        && (rest == 0 || (ours[whole] ^ theirs[whole]) >> (Byte.SIZE - rest) == 0);
  }
}
