package io.callapi.doctor;

import io.callapi.opensips.ProxyVersion;
import io.callapi.opensips.Release;
import io.callapi.opensips.VersionReader;
import io.vertx.core.Future;
import java.util.List;

/** The proxy is new enough. */
final class VersionCheck implements Check {

  @Override
  public String name() {
    return "version";
  }

  @Override
  public List<String> needs() {
    return List.of(ManagementCheck.NAME);
  }

  @Override
  public Future<CheckOutcome> run(Patient patient) {
    return new VersionReader(patient::ask).read().map(VersionCheck::judge);
  }

  private static CheckOutcome judge(ProxyVersion version) {
    String found = "OpenSIPS " + version;
    if (!version.isAtLeast(Release.OLDEST)) {
      return CheckOutcome.wrong(found, "install OpenSIPS " + Release.OLDEST + " or later");
    }
    return version.isAtLeast(Release.ANSWERED_REFER)
        ? CheckOutcome.ok(found)
        : CheckOutcome.ok(
            found + ": a transfer that a phone refuses ends by its deadline only",
            "better: OpenSIPS "
                + Release.ANSWERED_REFER
                + " or later; until then, call-api.yml:  deadlines.transfer_start: 15s");
  }
}
