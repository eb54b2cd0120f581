package io.callapi.opensips.dialog;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * URI parameters by which a new call is told from others. A REFER puts them into the address that is
 * to be called; the phone copies them into its INVITE, and the proxy keeps them in From and To.
 */
public final class UriMarks {

  /** By this one callops follows a new call as the transfer of the dialog with that id. */
  public static final String DIALOG = "osid";

  /** By this one the call of a CallStart is recognised. */
  public static final String START = "call-api";

  private static final Pattern BOTH =
      Pattern.compile("(?i);(?:" + DIALOG + "|" + START + ")(?:=[^;?>]*)?(?=[;?>]|$)");

  private UriMarks() {}

  /** The value of a mark in any kind of URI; empty if it has none. */
  public static String value(String uri, String mark) {
    Matcher matcher =
        Pattern.compile("(?i);" + mark + "=([^;?>]*)").matcher(uri.substring(afterUser(uri)));
    return matcher.find() ? matcher.group(1) : "";
  }

  /** The same URI without marks. */
  public static String strip(String uri) {
    int host = afterUser(uri);
    return uri.substring(0, host) + BOTH.matcher(uri.substring(host)).replaceAll("");
  }

  /** In the user part a semicolon begins no parameter (RFC 3261, section 19.1.1). */
  private static int afterUser(String uri) {
    return uri.lastIndexOf('@') + 1;
  }
}
