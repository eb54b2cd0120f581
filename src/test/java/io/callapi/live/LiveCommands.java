package io.callapi.live;

import io.vertx.core.json.JsonObject;

/** What a client asks for; a phone of the farm is given by its name, any other by its URI. */
record LiveCommands(LiveClient client, PhoneFarm phones) {

  CommandRun start(String caller, String callee) {
    return client.send("CallStart", parties(caller, callee));
  }

  /** The same with a cmd_id of the client's choice. */
  CommandRun start(String cmdId, String caller, String callee) {
    return client.send("CallStart", parties(caller, callee).put("cmd_id", cmdId));
  }

  private JsonObject parties(String caller, String callee) {
    return JsonObject.of("caller", uri(caller), "callee", uri(callee));
  }

  CommandRun blind(String callId, String leg, String destination) {
    return client.send(
        "CallBlindTransfer",
        JsonObject.of("callid", callId, "leg", leg, "destination", uri(destination)));
  }

  CommandRun attended(String callA, String legA, String callB, String legB) {
    return client.send(
        "CallAttendedTransfer",
        JsonObject.of("callidA", callA, "legA", legA, "callidB", callB, "legB", legB));
  }

  CommandRun hold(String callId) {
    return client.send("CallHold", JsonObject.of("callid", callId));
  }

  CommandRun unhold(String callId) {
    return client.send("CallUnhold", JsonObject.of("callid", callId));
  }

  CommandRun end(String callId) {
    return client.send("CallEnd", JsonObject.of("callid", callId));
  }

  private String uri(String phone) {
    return phone.contains(":") ? phone : phones.uri(phone);
  }
}
