package io.callapi.simulator;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** The names that {@code which} lists; far more than the simulated proxy can do. */
final class CommandNames {

  private static final String UP_TO_3 =
      """
      get_statistics list_statistics reset_statistics reset_all_statistics uptime version pwd arg
      which ps kill log_level xlog_level log_level_filter log_mute_state shm_check cache_store
      cache_fetch cache_remove event_subscribe events_list subscribers_list raise_event
      list_tcp_conns mem_pkg_dump mem_shm_dump mem_rpm_dump reload_routes sr_get_status
      sr_list_status sr_list_reports sr_list_identifiers help list_blacklists check_blacklists
      check_blacklist add_blacklist_rule del_blacklist_rule tcp_trace t_uac_dlg t_uac_cancel
      t_hash t_reply ul_rm ul_rm_contact ul_dump ul_flush ul_add ul_show_contact ul_sync
      ul_cluster_sync dlg_list dlg_list_ctx dlg_end_dlg dlg_db_sync dlg_restore_db
      dlg_cluster_sync profile_get_size profile_list_dlgs profile_get_values list_all_profiles
      profile_end_dlgs dlg_push_var dlg_send_sequential dlg_set_profile dlg_unset_profile
      call_transfer call_hold call_unhold httpd_list_root_path
      """;

  private static final String SINCE_4 =
      """
      statistics:get statistics:list statistics:reset statistics:reset_all core:uptime
      core:version core:pwd core:arg core:which core:ps core:kill core:log_level core:xlog_level
      core:profiling_proc core:log_level_filter core:log_mute_state core:reload_routes core:help
      tcp:list tcp:close mem:shm_check mem:pkg_dump mem:shm_dump mem:rpm_dump cache:store
      cache:fetch cache:remove status_report:get status_report:status status_report:reports
      status_report:identifiers evi:subscribe evi:list evi:subscribers evi:raise blacklists:list
      blacklists:check_all blacklists:check blacklists:add_rule blacklists:del_rule tcp:trace
      tm:uac_dlg tm:uac_cancel tm:hash tm:reply usrloc:rm usrloc:rm_contact usrloc:dump
      usrloc:flush usrloc:add usrloc:show_contact usrloc:sync usrloc:cluster_sync dialog:list
      dialog:list_ctx dialog:end_dlg dialog:db_sync dialog:restore_db dialog:cluster_sync
      dialog:profile_get_size dialog:profile_list_dlgs dialog:profile_get_values
      dialog:list_all_profiles dialog:profile_end_dlgs dialog:push_var dialog:send_sequential
      dialog:set_profile dialog:unset_profile callops:transfer callops:hold callops:unhold
      httpd:list_root_path
      """;

  private final List<String> listed;

  CommandNames(SimulatedVersion version, Set<String> missingModules) {
    String names = version.hasModuleNames() ? SINCE_4 : UP_TO_3;
    Predicate<String> loaded = name -> missingModules.stream().noneMatch(m -> isOf(m, name));
    listed = Arrays.stream(names.strip().split("\\s+", -1)).filter(loaded).toList();
  }

  List<String> listed() {
    return listed;
  }

  // Up to 3.6 the module shows only in the beginning of the name.
  private static boolean isOf(String module, String name) {
    String oldPrefix =
        switch (module) {
          case "callops" -> "call_";
          case "dialog" -> "dlg_";
          case "tm" -> "t_";
          default -> module + "_";
        };
    return name.startsWith(module + ":") || name.startsWith(oldPrefix);
  }
}
