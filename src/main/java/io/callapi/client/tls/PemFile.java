package io.callapi.client.tls;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * What is in a file of TLS.
 *
 * @param key of the configuration that names it
 */
record PemFile(String key, Path path, Buffer content) {

  private static final long LONGEST = 1024 * 1024;

  static PemFile read(String key, Path path) throws BadTlsFile {
    try {
      if (!Files.isDirectory(path) && Files.size(path) > LONGEST) {
        throw new BadTlsFile(key, "is too long for a PEM file: " + path);
      }
      return new PemFile(key, path, Buffer.buffer(Files.readAllBytes(path)));
    } catch (NoSuchFileException e) {
      throw new BadTlsFile(key, "is not there: " + path);
    } catch (AccessDeniedException e) {
      throw new BadTlsFile(key, "may not be read by this user: " + path);
    } catch (IOException e) {
      throw new BadTlsFile(key, "cannot be read: " + path + ": " + e.getMessage());
    }
  }

  boolean has(String text) {
    return content.toString(StandardCharsets.ISO_8859_1).contains(text);
  }

  BadTlsFile problem(String text) {
    return new BadTlsFile(key, text);
  }
}
