package io.callapi.opensips.recipe;

import io.callapi.opensips.mi.MiRequest;
import io.callapi.proxy.ProxyRequest.Done;
import io.callapi.proxy.ProxyRequest.TakeCharge;
import io.vertx.core.Future;
import java.util.List;

/**
 * {@code dlg_push_var}: no list says which node of a cluster is in charge of a dialog, but a backup
 * refuses to keep a variable with it.
 */
final class TakeChargeRecipe {

  private static final String VARIABLE = "call-api";

  private final OrderedMi mi;

  TakeChargeRecipe(OrderedMi mi) {
    this.mi = mi;
  }

  Future<Done> ask(TakeCharge request) {
    return mi.ask(
            MiRequest.repeatable("dlg_push_var")
                .with("dlg_val_name", VARIABLE)
                .with("dlg_val_value", "1")
                .with("DID", List.of(ReleaseRecipe.nameOf(request.dialog()))))
        .map(kept -> new Done())
        .recover(MiFailures::translated);
  }
}
