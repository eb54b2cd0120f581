package io.callapi.jsonrpc;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.NamingBase;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * How the components of records are named on the wire: {@code cmdId} is {@code cmd_id}. A single
 * letter at the end is no word: {@code callidA} stays as it is.
 */
final class MemberNames extends NamingBase {

  private static final long serialVersionUID = 1L;

  private static final Pattern WORD = Pattern.compile("(?<=[a-z0-9])[A-Z](?=[a-z])");

  @Override
  public String translate(String component) {
    return WORD.matcher(component)
        .replaceAll(first -> "_" + first.group().toLowerCase(Locale.ROOT));
  }
}
