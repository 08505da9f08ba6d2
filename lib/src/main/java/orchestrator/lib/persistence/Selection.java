package orchestrator.lib.persistence;

import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import orchestrator.lib.error.OrchestratorException;

/**
 * Lists the assets of a table whose keys are given one by one, in the table's order.
 *
 * <p>Reads what its reader sees, and only the assets with these keys.
 */
public final class Selection<T extends Message> {
  private final Table<T> table;
  private final Reader reader;
  // Not the assets, which may be large and of which a page holds a few.
  private final NavigableMap<Key, String> keys = new TreeMap<>();

  private final String inWords;

  private Selection(Table<T> table, Reader reader, Collection<String> keys) {
    this.table = table;
    this.reader = reader;
    this.inWords = "keys " + new TreeSet<>(keys);
  }

  /** The assets with these keys; what is not there is left out, what is given twice comes once. */
  public static <T extends Message> Selection<T> of(
      Table<T> table, Reader reader, Collection<String> keys) {
    Selection<T> selection = new Selection<>(table, reader, keys);
    for (String key : new LinkedHashSet<>(keys)) {
      table.get(reader, key).ifPresent(asset -> selection.keys.put(table.place(key, asset), key));
    }
    return selection;
  }

  /**
   * A page of the list.
   *
   * @param token of the page before, or empty for the first page
   * @throws OrchestratorException OE0003 when the token is none of this list
   */
  public Page<T> page(String token, PageSize size) {
    NavigableMap<Key, String> rest = keys;
    if (!token.isEmpty()) {
      rest = keys.tailMap(table.prefix().append(PageToken.suffix(table, inWords, token)), true);
    }
    List<T> page = new ArrayList<>();
    PageSize.Filling filling = size.begin();
    for (Map.Entry<Key, String> item : rest.entrySet()) {
      Optional<T> asset = filling.isFull() ? Optional.empty() : table.get(reader, item.getValue());
      if (asset.filter(filling::take).isEmpty()) {
        return new Page<>(page, PageToken.of(table, inWords, item.getKey().suffix(table.prefix())));
      }
      page.add(asset.get());
    }
    return new Page<>(page, "");
  }
}
