package io.callapi.management;

/**
 * Where figures and health are read.
 *
 * @param port 0 for any free port
 */
public record ManagementSettings(String host, int port) {}
