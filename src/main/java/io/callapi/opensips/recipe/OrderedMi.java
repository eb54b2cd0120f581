package io.callapi.opensips.recipe;

import io.callapi.opensips.mi.MiRequest;
import io.callapi.opensips.mi.MiResult;
import io.callapi.opensips.mi.MiTransport;
import io.vertx.core.Future;

/** The management interface, asked in the name of one order. */
record OrderedMi(MiTransport transport, RecipeSettings settings) {

  /** Asks for what is answered at once. */
  Future<MiResult> ask(MiRequest request) {
    return transport.call(request, settings.timeout());
  }

  /** Asks for what a phone has to answer, or the proxy in its stead when fr_timeout has passed. */
  Future<MiResult> askPhone(MiRequest request) {
    return transport.call(request, settings.referTimeout());
  }

  /** Asks for what a person has to answer. */
  Future<MiResult> askPerson(MiRequest request) {
    return transport.call(request, settings.inviteTimeout());
  }
}
