package io.callapi.client.tls;

import java.nio.file.Path;

/**
 * Where the certificate of this server is, with those that lead to its authority, and its private
 * key.
 */
public record TlsFiles(Path certificate, Path key) {}
