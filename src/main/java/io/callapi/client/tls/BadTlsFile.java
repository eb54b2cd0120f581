package io.callapi.client.tls;

/** A file of TLS cannot be used. */
public final class BadTlsFile extends Exception {

  private static final long serialVersionUID = 1L;

  private final String key;

  /**
   * @param key of the configuration
   * @param text what is wrong, as it goes on after the key
   */
  BadTlsFile(String key, String text) {
    super(text);
    this.key = key;
  }

  /** The key of the configuration that names the file. */
  public String key() {
    return key;
  }
}
