package io.callapi.command;

/**
 * How a running command is doing.
 *
 * @param phase the name of the phase that it is in
 * @param lastEvent the last stage told to the client, "Started" before the first
 * @param runningMs for how long it has been running, in milliseconds
 */
public record CommandStatus(
    String cmdId, String method, String phase, String lastEvent, long runningMs) {}
