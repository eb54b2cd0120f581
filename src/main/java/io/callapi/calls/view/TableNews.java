package io.callapi.calls.view;

import io.callapi.bus.Address;
import org.jspecify.annotations.Nullable;

/** What the table of one proxy tells of its calls, while somebody watches them. */
public sealed interface TableNews {

  /**
   * {@code callapi.calls.change.<name of the proxy>} (publish): in the order of the numbers, inside
   * the node only.
   */
  Address.Family<TableNews, Void> ADDRESS =
      new Address.Family<>("callapi.calls.change", TableNews.class, Void.class);

  /**
   * A call has changed.
   *
   * @param number of this change, see {@link CallDirectory}
   * @param before null if it was not there
   * @param shown what the first who needs it makes of it for all
   */
  record CallChange(
      String proxy, long number, @Nullable SeenCall before, SeenCall after, Memo shown)
      implements TableNews {}

  /**
   * Contact with the proxy was made, for the first time or again: some of what happened without may
   * never be known.
   *
   * @param reason in words, for people
   */
  record Contact(String proxy, String reason) implements TableNews {}
}
