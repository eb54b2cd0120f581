package io.callapi.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** What the page uses that others have written: one ES module, which is in a library of its own. */
final class Library {

  static final String PATH = "/lib/htm-preact.js";

  private static final String RESOURCE =
      "/META-INF/resources/_static/htm/3.1.1/preact/standalone.module.js";

  private Library() {}

  static String script() {
    return text(RESOURCE);
  }

  /** A resource of the program, which is there. */
  static String text(String resource) {
    try (InputStream in =
        Objects.requireNonNull(Library.class.getResourceAsStream(resource), resource)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
