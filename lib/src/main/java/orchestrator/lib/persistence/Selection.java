package orchestrator.lib.persistence;

import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The assets of a table whose keys are given one by one, as a list in the table's order.
 *
 * <p>Reads what its reader sees, and only the assets with these keys.
 */
public final class Selection<T extends Message> {
  private final Table<T> table;
  private final NavigableMap<Key, T> items = new TreeMap<>();

  private Selection(Table<T> table) {
    this.table = table;
  }

  /** The assets with these keys; what is not there is left out, what is given twice comes once. */
  public static <T extends Message> Selection<T> of(
      Table<T> table, Reader reader, Collection<String> keys) {
    Selection<T> selection = new Selection<>(table);
    for (String key : keys) {
      table
          .get(reader, key)
          .ifPresent(asset -> selection.items.put(table.place(key, asset), asset));
    }
    return selection;
  }

  /**
   * A page of the list, with the same tokens as a page of the whole table.
   *
   * @param token of the page before, or empty for the first page; OE0003 when it is none
   * @param size how many assets at most; at least 1
   */
  public Page<T> page(String token, int size) {
    NavigableMap<Key, T> rest = items;
    if (!token.isEmpty()) {
      rest = items.tailMap(table.prefix().append(PageToken.suffix(table, token)), true);
    }
    List<T> page = new ArrayList<>();
    for (Map.Entry<Key, T> item : rest.entrySet()) {
      if (page.size() == size) {
        return new Page<>(page, PageToken.of(table, item.getKey().suffix(table.prefix())));
      }
      page.add(item.getValue());
    }
    return new Page<>(page, "");
  }
}
