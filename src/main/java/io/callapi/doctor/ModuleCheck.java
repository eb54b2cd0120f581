package io.callapi.doctor;

import io.callapi.opensips.mi.MiException;
import io.callapi.opensips.mi.MiRequest;
import io.vertx.core.Future;
import java.util.List;

/**
 * A module is loaded: it is so if the proxy knows one of its commands. The command is asked for
 * something that cannot be done.
 */
record ModuleCheck(String module, MiRequest probe) implements Check {

  private static final String NOBODY = "call-api-doctor";

  /** The modules that act on calls. */
  static final List<ModuleCheck> ALL =
      List.of(
          new ModuleCheck("tm", MiRequest.repeatable("t_uac_dlg").with("method", "OPTIONS")),
          new ModuleCheck("dialog", MiRequest.repeatable("dlg_list").with("callid", NOBODY)),
          new ModuleCheck("callops", MiRequest.repeatable("call_hold").with("callid", NOBODY)));

  static String nameOf(String module) {
    return "module " + module;
  }

  /** The line that is missing in opensips.cfg. */
  static String line(String module) {
    return "opensips.cfg:  loadmodule \"" + module + ".so\"";
  }

  @Override
  public String name() {
    return nameOf(module);
  }

  @Override
  public List<String> needs() {
    return List.of(ManagementCheck.NAME);
  }

  @Override
  public Future<CheckOutcome> run(Patient patient) {
    return patient.ask(probe).map(CheckOutcome.ok("loaded")).recover(this::judge);
  }

  private Future<CheckOutcome> judge(Throwable failure) {
    if (!(failure instanceof MiException refusal)) {
      return Future.failedFuture(failure);
    }
    boolean missing = refusal.code() == MiException.METHOD_NOT_FOUND;
    return Future.succeededFuture(
        missing ? CheckOutcome.wrong("not loaded", line(module)) : CheckOutcome.ok("loaded"));
  }
}
