package io.callapi.jsonrpc;

/**
 * A value that is JSON already, and is put as it is into what is written: it is written once for
 * all whom it goes to.
 */
public record WrittenJson(String text) {}
