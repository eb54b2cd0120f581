package io.callapi.opensips.event;

import io.callapi.opensips.Arrival;
import io.callapi.opensips.EventNames;
import io.callapi.opensips.dialog.DialogStates;
import io.callapi.proxy.CallEvent;
import io.callapi.proxy.CallEvent.DialogChanged;
import io.callapi.proxy.CallEvent.HoldAction;
import io.callapi.proxy.CallEvent.HoldProgress;
import io.callapi.proxy.CallEvent.HoldStage;
import io.callapi.proxy.CallEvent.TransferProgress;
import io.callapi.proxy.CallEvent.TransferStage;
import io.callapi.proxy.CallState;
import io.callapi.proxy.DialogId;
import io.callapi.sip.CallId;
import io.callapi.sip.Leg;
import io.callapi.sip.SipStatus;
import io.callapi.sip.Uri;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the events of OpenSIPS that concern calls (modules dialog and callops).
 *
 * <p>Of E_CALL_TRANSFER the leg is not read: it is often wrong.
 */
final class EventDecoder {

  /**
   * Reads the text of one event.
   *
   * @throws UnreadableEventException if it is not one of {@link EventNames#ALL}, or not properly
   */
  CallEvent decode(String text) {
    try {
      return decode(new JsonObject(text));
    } catch (DecodeException e) {
      throw new UnreadableEventException(String.valueOf(e.getMessage()));
    }
  }

  /** Does the same with what has been parsed already. */
  CallEvent decode(JsonObject json) {
    try {
      String event = text(json, "method");
      JsonObject params = json.getJsonObject("params");
      if (params == null) {
        throw new UnreadableEventException("an event without parameters: " + event);
      }
      return switch (event) {
        case EventNames.STATE -> stateChange(params);
        case EventNames.TRANSFER -> transfer(params);
        case EventNames.HOLD -> hold(params);
        default -> throw new UnreadableEventException("unknown event: " + event);
      };
    } catch (ClassCastException | IllegalArgumentException e) {
      throw new UnreadableEventException(String.valueOf(e.getMessage()));
    }
  }

  /** The call that an event names which was raised for proof; empty for any other event. */
  static Optional<CallId> probe(JsonObject json) {
    return json.getValue("params") instanceof JsonObject params
            && text(params, "leg").equals(Arrival.PROBE_LEG)
            && text(params, "callid").startsWith(Arrival.PROBE_LEG)
        ? Optional.of(callId(params, "callid"))
        : Optional.empty();
  }

  private static DialogChanged stateChange(JsonObject params) {
    int number = params.getValue("new_state") instanceof Number given ? given.intValue() : 0;
    CallState state =
        DialogStates.of(number)
            .orElseThrow(() -> new UnreadableEventException("no such dialog state: " + number));
    return new DialogChanged(
        callId(params, "callid"), new DialogId(text(params, "id")), state, text(params, "to_tag"));
  }

  private static TransferProgress transfer(JsonObject params) {
    TransferStage stage =
        switch (text(params, "state")) {
          case "start" -> TransferStage.START;
          case "notify" -> TransferStage.NOTIFY;
          case "ok" -> TransferStage.OK;
          case "fail", "failure" -> TransferStage.FAILED; // "failure" until May 2020
          default -> throw new UnreadableEventException("no such transfer state");
        };
    String newCall = text(params, "transfer_callid");
    return new TransferProgress(
        callId(params, "callid"),
        newCall.isEmpty() ? null : new CallId(newCall),
        uri(text(params, "destination")),
        stage,
        status(text(params, "status")));
  }

  /**
   * A NOTIFY's body is a message without its beginning: a status line, and maybe headers (RFC
   * 3420).
   */
  private static @Nullable SipStatus status(String text) {
    return text.lines().findFirst().flatMap(SipStatus::parse).orElse(null);
  }

  private static HoldProgress hold(JsonObject params) {
    HoldAction action =
        switch (text(params, "action")) {
          case "hold" -> HoldAction.HOLD;
          case "unhold" -> HoldAction.RESUME;
          default -> throw new UnreadableEventException("no such hold action");
        };
    HoldStage stage =
        switch (text(params, "state")) {
          case "start" -> HoldStage.START;
          case "ok" -> HoldStage.OK;
          case "fail", "failure" -> HoldStage.FAILED;
          default -> throw new UnreadableEventException("no such hold state");
        };
    return new HoldProgress(callId(params, "callid"), Leg.of(text(params, "leg")), action, stage);
  }

  /** A text; empty where there is none, or JSON's null. */
  private static String text(JsonObject json, String name) {
    return json.getValue(name) instanceof String text ? text : "";
  }

  private static CallId callId(JsonObject params, String name) {
    return new CallId(text(params, name));
  }

  /** Where a new call goes, without the marks that calls are followed by. */
  private static @Nullable Uri uri(String text) {
    try {
      return text.isEmpty() ? null : Uri.reported(text).withoutMarks();
    } catch (IllegalArgumentException e) {
      return null; // shown to clients only; the event counts without it
    }
  }
}
