package io.callapi.opensips.recipe;

import io.callapi.proxy.ProxyRequest.Dialogs;
import io.vertx.core.Future;

/** {@code dlg_list}, page by page. */
final class ListDialogsRecipe {

  private final DialogReader dialogs;

  ListDialogsRecipe(DialogReader dialogs) {
    this.dialogs = dialogs;
  }

  Future<Dialogs> list() {
    return dialogs.all().map(Dialogs::new).recover(MiFailures::translated);
  }
}
