package io.callapi.opensips.recipe;

import io.callapi.proxy.ProxyRequest.Dialogs;
import io.callapi.proxy.ProxyRequest.LookUp;
import io.vertx.core.Future;

/** {@code dlg_list} with a Call-ID. */
final class LookUpRecipe {

  private final OrderedMi mi;
  private final DialogReader dialogs;

  LookUpRecipe(OrderedMi mi, DialogReader dialogs) {
    this.mi = mi;
    this.dialogs = dialogs;
  }

  Future<Dialogs> lookUp(LookUp request) {
    return dialogs
        .shown(request.callId(), mi.urgency(), mi.client())
        .map(Dialogs::new)
        .recover(MiFailures::translated);
  }
}
