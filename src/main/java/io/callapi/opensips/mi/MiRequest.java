package io.callapi.opensips.mi;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A management command. OpenSIPS matches parameters by the exact set of their names.
 *
 * @param method its name, as of OpenSIPS 3.x; 4.0 knows the old names as well
 */
public record MiRequest(String method, Map<String, Object> params) {

  public static MiRequest of(String method) {
    return new MiRequest(method, Map.of());
  }

  /** The same with one more parameter. */
  public MiRequest with(String name, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(params);
    more.put(name, value);
    return new MiRequest(method, more);
  }
}
