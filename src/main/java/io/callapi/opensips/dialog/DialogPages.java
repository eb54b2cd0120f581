package io.callapi.opensips.dialog;

import io.callapi.opensips.mi.MiResult;
import io.callapi.proxy.Dialog;
import io.callapi.proxy.DialogId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Puts the pages of a list of dialogs together that changes while it is read.
 *
 * <p>Pages are cut out by number. When dialogs end and leave the list, those behind move up, so a
 * next page might begin behind some that no page has shown. Therefore pages overlap: as long as
 * each shows one that the last has shown, none is left out between the two; if it shows none, it is
 * read again from further ahead. One may come twice, and counts once.
 */
final class DialogPages {

  /** Dialogs with a long SDP are about 1.5 kB each; 40 stay under 65,457 bytes. */
  private static final int IN_A_DATAGRAM = 40;

  /** 357 kB, which OpenSIPS writes in a few milliseconds. */
  private static final int OVER_HTTP = 400;

  /** What fits for certain, where silence may mean that a page does not. */
  private static final int SMALL = 10;

  /** A quarter of a page is shown twice. */
  private static final int PART_SHOWN_TWICE = 4;

  /** Calls may come and go faster than they can be read. */
  private static final int MOST_GAPS = 3;

  /** Replies of a full page each that wait in the socket's buffer at worst: 240 kB. */
  private static final int AT_ONCE = 4;

  private final OwnContact own;
  private final Map<DialogId, Dialog> found = new LinkedHashMap<>();
  private Set<String> last = Set.of();
  private int index;
  private int size;
  private int gaps;
  private int count;
  private boolean over;

  /**
   * What one request asks for.
   *
   * @param index how many dialogs of the list come before it
   * @param size how many it may have
   */
  record Page(int index, int size) {}

  DialogPages(OwnContact own, boolean roomy) {
    this.own = own;
    this.size = roomy ? OVER_HTTP : IN_A_DATAGRAM;
  }

  /**
   * The pages that are read next, several of them at once: a proxy that answers late is late for
   * each. The first one tells how many dialogs there are.
   */
  List<Page> next() {
    int step = size - again(size);
    int behindFirst = Math.max(0, count - index - size);
    int pages = Math.min(AT_ONCE, 1 + (behindFirst + step - 1) / step);
    return IntStream.range(0, pages).mapToObj(i -> new Page(index + i * step, size)).toList();
  }

  private static int again(int size) {
    return size / PART_SHOWN_TWICE + 1;
  }

  /**
   * Takes a page.
   *
   * @return whether those that were asked for behind it follow it without a gap
   */
  boolean add(Page page, MiResult reply) {
    List<DialogEntry> entries =
        reply.at("Dialogs").items().stream().map(entry -> new DialogEntry(entry, own)).toList();
    entries.forEach(this::keep);
    count = reply.at("count").number(0);
    boolean gap =
        page.index() > 0 && entries.stream().noneMatch(entry -> last.contains(entry.id()));
    if (gap && ++gaps <= MOST_GAPS) {
      index = Math.max(0, page.index() - page.size());
      return false;
    }
    last = entries.stream().map(DialogEntry::id).collect(Collectors.toSet());
    int end = page.index() + entries.size();
    int again = again(entries.size());
    over = end >= count || entries.size() <= again;
    index = end - again;
    return !over;
  }

  /** Whether the last page has been taken. */
  boolean isOver() {
    return over;
  }

  private void keep(DialogEntry entry) {
    entry.read().ifPresent(dialog -> found.put(dialog.id(), dialog));
  }

  /** The page was too long; false if it cannot be shorter. */
  boolean halve() {
    size = size / 2;
    return size > 1;
  }

  /** No page came; false if it was not for its length. */
  boolean shrinkAfterSilence() {
    boolean again = size > SMALL;
    size = SMALL;
    return again;
  }

  /** All that the pages have shown. */
  List<Dialog> dialogs() {
    return List.copyOf(found.values());
  }
}
