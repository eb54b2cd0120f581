package io.callapi.opensips.event;

import io.callapi.opensips.DialogStates;
import io.callapi.proxy.CallEvent;
import io.callapi.proxy.CallEvent.CallHoldChange;
import io.callapi.proxy.CallEvent.CallStateChange;
import io.callapi.proxy.CallEvent.CallTransferChange;
import io.callapi.proxy.CallEvent.HoldAction;
import io.callapi.proxy.CallEvent.HoldStage;
import io.callapi.proxy.CallEvent.TransferStage;
import io.callapi.proxy.CallState;
import io.callapi.sip.CallId;
import io.callapi.sip.Leg;
import io.callapi.sip.SipStatus;
import io.callapi.sip.SipUri;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the events of OpenSIPS that concern calls (modules dialog and callops).
 *
 * <p>Of E_CALL_TRANSFER the leg is not read: it is often wrong.
 */
final class EventDecoder {

  static final String STATE = "E_DLG_STATE_CHANGED";
  static final String TRANSFER = "E_CALL_TRANSFER";
  static final String HOLD = "E_CALL_HOLD";

  /** The events that this decoder reads. */
  static final List<String> EVENTS = List.of(STATE, TRANSFER, HOLD);

  /**
   * Reads the text of one event.
   *
   * @throws UnreadableEventException if it is not one of {@link #EVENTS}, or not properly
   */
  CallEvent decode(String text) {
    try {
      JsonObject json = new JsonObject(text);
      JsonObject params = json.getJsonObject("params");
      String event = text(json, "method");
      if (params == null) {
        throw new UnreadableEventException("an event without parameters: " + event);
      }
      return switch (event) {
        case STATE -> stateChange(params);
        case TRANSFER -> transfer(params);
        case HOLD -> hold(params);
        default -> throw new UnreadableEventException("unknown event: " + event);
      };
    } catch (DecodeException | ClassCastException | IllegalArgumentException e) {
      throw new UnreadableEventException(String.valueOf(e.getMessage()));
    }
  }

  private static CallStateChange stateChange(JsonObject params) {
    int number = params.getValue("new_state") instanceof Number given ? given.intValue() : 0;
    CallState state =
        DialogStates.of(number)
            .orElseThrow(() -> new UnreadableEventException("no such dialog state: " + number));
    return new CallStateChange(callId(params, "callid"), state);
  }

  private static CallTransferChange transfer(JsonObject params) {
    TransferStage stage =
        switch (text(params, "state")) {
          case "start" -> TransferStage.START;
          case "notify" -> TransferStage.NOTIFY;
          case "ok" -> TransferStage.OK;
          case "fail", "failure" -> TransferStage.FAILED; // "failure" until May 2020
          default -> throw new UnreadableEventException("no such transfer state");
        };
    String newCall = text(params, "transfer_callid");
    return new CallTransferChange(
        callId(params, "callid"),
        newCall.isEmpty() ? null : new CallId(newCall),
        uri(text(params, "destination")),
        stage,
        SipStatus.parse(text(params, "status")).orElse(null));
  }

  private static CallHoldChange hold(JsonObject params) {
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
    return new CallHoldChange(callId(params, "callid"), Leg.of(text(params, "leg")), action, stage);
  }

  /** A member that is a text; empty where it is missing, null or something else. */
  private static String text(JsonObject json, String name) {
    return json.getValue(name) instanceof String text ? text : "";
  }

  private static CallId callId(JsonObject params, String name) {
    return new CallId(text(params, name));
  }

  /** Where a new call goes, without the mark that callops leaves in it. */
  private static @Nullable SipUri uri(String text) {
    try {
      return text.isEmpty() ? null : new SipUri(text).without("osid");
    } catch (IllegalArgumentException e) {
      return null; // shown to clients only; the event counts without it
    }
  }
}
