package io.callapi.proxy;

/**
 * The name by which a proxy knows one dialog. It is unique where a Call-ID is not: a challenged
 * INVITE that is sent again, or a second node of the proxy, makes several dialogs of one Call-ID.
 *
 * @param value opaque to all but the connector; never empty
 */
public record DialogId(String value) {

  public DialogId {
    if (value.isEmpty()) {
      throw new IllegalArgumentException("a dialog id must not be empty");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
