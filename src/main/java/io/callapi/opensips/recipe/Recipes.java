package io.callapi.opensips.recipe;

import io.callapi.opensips.dialog.DialogList;
import io.callapi.opensips.dialog.OwnContact;
import io.callapi.opensips.flow.Urgency;
import io.callapi.opensips.mi.MiTransport;
import io.callapi.proxy.CallEvent.DialogChanged;
import io.callapi.proxy.DialogRef;
import io.callapi.proxy.ProxyRequest;
import io.callapi.proxy.ProxyRequest.ChangeHold;
import io.callapi.proxy.ProxyRequest.Done;
import io.callapi.proxy.ProxyRequest.ListDialogs;
import io.callapi.proxy.ProxyRequest.LookUp;
import io.callapi.proxy.ProxyRequest.Order;
import io.callapi.proxy.ProxyRequest.Originate;
import io.callapi.proxy.ProxyRequest.Refer;
import io.callapi.proxy.ProxyRequest.ReferReplacing;
import io.callapi.proxy.ProxyRequest.Release;
import io.callapi.proxy.ProxyRequest.ReleaseFork;
import io.callapi.proxy.ProxyRequest.TakeCharge;
import io.callapi.sip.CallId;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The recipes by kind of request, and what several of them share. */
public final class Recipes {

  private interface Recipe<Q> {
    Future<? extends Record> carryOut(OrderedMi mi, Q request);
  }

  private final MiTransport transport;
  private final RecipeSettings settings;
  private final Supplier<Future<ReferBy>> referBy;
  private final AnsweredPhones answered = new AnsweredPhones();
  private final DialogReader dialogs;
  private final PendingInvites pending;
  private final ReinviteSerializer reinvites;
  private final Map<Class<?>, Recipe<ProxyRequest<?>>> table = new HashMap<>();

  /**
   * @param referBy how the proxy's release lets phones be referred
   */
  public Recipes(
      Vertx vertx,
      MiTransport transport,
      RecipeSettings settings,
      Supplier<Future<ReferBy>> referBy) {
    this.transport = transport;
    this.settings = settings;
    this.referBy = referBy;
    DialogList list =
        new DialogList(
            request -> transport.call(request, settings.timeout()),
            new OwnContact(settings.sipUri()),
            transport::isRoomy);
    this.dialogs = new DialogReader(list, answered);
    this.reinvites = new ReinviteSerializer(Timers.on(vertx));
    this.pending =
        new PendingInvites(
            Timers.on(vertx),
            settings.inviteTimeout(),
            new PendingInvites.Inquiries(
                callId -> list.find(callId).map(Optional::isPresent),
                callId -> dialogs.find(callId, Urgency.CHECKING, ""),
                this::end,
                transport));
    fillTable();
  }

  private Future<Done> end(CallId callId) {
    Release release = new Release(DialogRef.of(callId));
    return ReleaseRecipe.end(inTheNameOf(new Order(null, release)), release.dialog());
  }

  private OrderedMi inTheNameOf(Order order) {
    return OrderedMi.of(transport, settings, order);
  }

  private void fillTable() {
    put(Originate.class, (mi, r) -> new OriginateRecipe(mi, pending).originate(r));
    put(Refer.class, (mi, r) -> refer(by -> new ReferRecipe(mi, by, dialogs).refer(r)));
    put(ReferReplacing.class, (mi, r) -> refer(by -> new ReferReplacingRecipe(mi, by).refer(r)));
    put(ChangeHold.class, (mi, r) -> new ChangeHoldRecipe(mi, reinvites).change(r));
    put(Release.class, (mi, r) -> new ReleaseRecipe(mi, pending).release(r));
    put(ReleaseFork.class, (mi, r) -> new ReleaseForkRecipe(mi).release(r));
    put(TakeCharge.class, (mi, r) -> new TakeChargeRecipe(mi).ask(r));
    put(LookUp.class, (mi, r) -> new LookUpRecipe(mi, dialogs).lookUp(r));
    put(ListDialogs.class, (mi, r) -> new ListDialogsRecipe(dialogs).list());
  }

  private <Q extends ProxyRequest<?>> void put(Class<Q> kind, Recipe<Q> recipe) {
    table.put(kind, (mi, request) -> recipe.carryOut(mi, kind.cast(request)));
  }

  private interface Referral {
    Future<? extends Record> with(ReferBy by);
  }

  /** The release is known once the link is up; if not, it is asked for. */
  private Future<? extends Record> refer(Referral referral) {
    return referBy.get().recover(MiFailures::translated).compose(referral::with);
  }

  /**
   * Carries out an order.
   *
   * @return the result of its request; fails with a {@link io.callapi.proxy.CallFailure}
   */
  public Future<? extends Record> carryOut(Order order) {
    Recipe<ProxyRequest<?>> recipe = table.get(order.request().getClass());
    if (recipe == null) {
      throw new IllegalArgumentException("no recipe for " + order.request());
    }
    return recipe.carryOut(inTheNameOf(order), order.request());
  }

  /** Hears what is reported of dialogs. */
  public void onDialog(DialogChanged change) {
    answered.onDialog(change);
    pending.onDialog(change);
  }
}
