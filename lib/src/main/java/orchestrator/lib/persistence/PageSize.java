package orchestrator.lib.persistence;

import com.google.protobuf.MessageLite;

/**
 * Bounds how much one page holds.
 *
 * @param items items at most; at least 1
 * @param bytes bytes of the answer at most, but for a single item that is larger by itself
 */
public record PageSize(int items, int bytes) {
  /** The token of the next page. */
  private static final int TOKEN = 2 << 10;

  /** A field's number and the length of what it holds. */
  private static final int FRAME = 6;

  /** What a page has by now, beside the items themselves. */
  static final class Filling {
    private final PageSize size;
    private int items;
    private long bytes = TOKEN;

    private Filling(PageSize size) {
      this.size = size;
    }

    /** True if no item fits any more, whatever its size. */
    boolean isFull() {
      return items == size.items;
    }

    /** Takes the item where it fits, or when it is the first. */
    boolean take(MessageLite item) {
      bytes += item.getSerializedSize() + FRAME;
      if (items > 0 && bytes > size.bytes) {
        return false;
      }
      items++;
      return true;
    }
  }

  Filling begin() {
    return new Filling(this);
  }
}
