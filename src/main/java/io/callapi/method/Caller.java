package io.callapi.method;

/**
 * Who calls a method.
 *
 * @param session the name of its session
 * @param seesAll whether it may see what belongs to other sessions: where there are no access
 *     tokens
 * @param own its session
 */
public record Caller(String session, boolean seesAll, OwnSession own) {}
