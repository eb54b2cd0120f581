package io.callapi.simulator;

import static io.callapi.simulator.MiCommand.with;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;

/** The commands of the module dialog that look at calls and end them. */
final class DialogCommands {

  private final Dialogs dialogs;
  private final Calls calls;
  private final DialogListing listing;

  DialogCommands(Dialogs dialogs, Calls calls, DialogListing listing) {
    this.dialogs = dialogs;
    this.calls = calls;
    this.listing = listing;
  }

  List<MiCommand> commands() {
    List<List<String>> ending = List.of(with("dialog_id"), with("dialog_id", "extra_hdrs"));
    List<List<String>> pushing = List.of(with("dlg_val_name", "dlg_val_value", "DID"));
    return List.of(
        MiCommand.of("dlg_list", "dialog:list", which(), this::list),
        MiCommand.of("dlg_list_ctx", "dialog:list_ctx", which(), this::listWithContext),
        MiCommand.of("dlg_end_dlg", "dialog:end_dlg", ending, this::end),
        MiCommand.of("dlg_push_var", "dialog:push_var", pushing, this::pushVariable));
  }

  private static List<List<String>> which() {
    return List.of(with(), with("callid"), with("callid", "from_tag"), with("index", "counter"));
  }

  private Object list(MiParams params) {
    Optional<String> callId = params.optionalText("callid");
    if (callId.isPresent()) {
      return callId
          .flatMap(dialogs::shownByCallId)
          .map(dialog -> new JsonObject().put("Dialog", listing.describe(dialog)))
          .orElseThrow(() -> new MiRefusal(404, "No such dialog"));
    }
    List<SimulatedDialog> all = dialogs.all();
    return params
        .optionalNumber("index")
        .map(index -> page(all, index, params.optionalNumber("counter").orElse(0)))
        .orElseGet(() -> new JsonObject().put("Dialogs", listing.list(all)));
  }

  private JsonObject page(List<SimulatedDialog> all, int index, int counter) {
    List<SimulatedDialog> page = all.stream().skip(index).limit(counter).toList();
    return new JsonObject().put("count", all.size()).put("Dialogs", listing.list(page));
  }

  private Object listWithContext(MiParams params) {
    JsonObject listed = (JsonObject) list(params);
    JsonArray several = listed.getJsonArray("Dialogs", new JsonArray());
    several.forEach(dialog -> ((JsonObject) dialog).put("context", new JsonObject()));
    JsonObject single = listed.getJsonObject("Dialog", new JsonObject());
    single.put("context", new JsonObject());
    return listed;
  }

  private Object end(MiParams params) {
    SimulatedDialog dialog =
        dialogs.aliveByEither(params.text("dialog_id")).orElseThrow(DialogCommands::notFound);
    calls.end(dialog);
    return "OK";
  }

  private Object pushVariable(MiParams params) {
    String name = params.text("dlg_val_name");
    String value = params.text("dlg_val_value");
    for (String id : params.texts("DID")) {
      dialogs.aliveByEither(id).orElseThrow(DialogCommands::notFound).variables.put(name, value);
    }
    return "OK";
  }

  private static MiRefusal notFound() {
    return new MiRefusal(404, "Requested Dialog not found");
  }
}
