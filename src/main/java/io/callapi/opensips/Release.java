package io.callapi.opensips;

import io.callapi.opensips.recipe.ReferBy;
import java.util.List;
import java.util.Map;

/**
 * What the releases of OpenSIPS differ in, as far as this program asks them for anything: how a
 * phone is referred, and what the commands are called. Whatever else is asked of them, all
 * understand alike.
 *
 * @param since its first version
 * @param names what the commands are called that have another name in 3.x, by that name
 */
public record Release(ProxyVersion since, ReferBy referBy, Map<String, String> names) {

  /** To 3.4: a request inside a dialog takes no headers, so it can be no REFER. */
  private static final Release V3_2 =
      new Release(new ProxyVersion(3, 2), ReferBy.CALL_TRANSFER, Map.of());

  /** And 3.6. */
  private static final Release V3_5 =
      new Release(new ProxyVersion(3, 5), ReferBy.SEND_SEQUENTIAL, Map.of());

  /** The older names are kept, but not listed any more. */
  private static final Release V4_0 =
      new Release(
          new ProxyVersion(4, 0),
          ReferBy.SEND_SEQUENTIAL,
          Map.ofEntries(
              Map.entry("t_uac_dlg", "tm:uac_dlg"),
              Map.entry("t_uac_cancel", "tm:uac_cancel"),
              Map.entry("call_transfer", "callops:transfer"),
              Map.entry("call_hold", "callops:hold"),
              Map.entry("call_unhold", "callops:unhold"),
              Map.entry("dlg_list", "dialog:list"),
              Map.entry("dlg_end_dlg", "dialog:end_dlg"),
              Map.entry("dlg_push_var", "dialog:push_var"),
              Map.entry("dlg_send_sequential", "dialog:send_sequential"),
              Map.entry("event_subscribe", "evi:subscribe"),
              Map.entry("events_list", "evi:list"),
              Map.entry("subscribers_list", "evi:subscribers"),
              Map.entry("raise_event", "evi:raise")));

  private static final List<Release> NEWEST_FIRST = List.of(V4_0, V3_5, V3_2);

  /** The first version that this program was tried with; callops and its events came with 3.1. */
  public static final ProxyVersion OLDEST = V3_2.since;

  /** From this version on the phone's answer to a REFER is known. */
  public static final ProxyVersion ANSWERED_REFER = V3_5.since;

  /** The release that a version belongs to; the oldest for one that is older still. */
  static Release of(ProxyVersion version) {
    return NEWEST_FIRST.stream()
        .filter(release -> version.isAtLeast(release.since))
        .findFirst()
        .orElse(V3_2);
  }

  /**
   * What a command is called in this release.
   *
   * @param name what it is called in 3.x
   */
  String nameOf(String name) {
    return names.getOrDefault(name, name);
  }
}
