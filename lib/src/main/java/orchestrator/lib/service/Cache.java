package orchestrator.lib.service;

import com.google.protobuf.Message;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import orchestrator.lib.error.OrchestratorException;
import orchestrator.lib.persistence.Reader;
import orchestrator.lib.persistence.Table;
import orchestrator.lib.transaction.Transaction;

/** Reads the assets of one kind that one call needs many times, each once. */
final class Cache<T extends Message> {
  private final Transaction transaction;
  private final Table<T> table;
  private final BiFunction<Reader, String, Optional<T>> reading;
  private final Map<String, Optional<T>> known = new HashMap<>();

  Cache(Transaction transaction, Table<T> table) {
    this(transaction, table, table::get);
  }

  /**
   * Assets that are read in a way of their own.
   *
   * @param reading such as {@link Table#brief}
   */
  Cache(Transaction transaction, Table<T> table, BiFunction<Reader, String, Optional<T>> reading) {
    this.transaction = transaction;
    this.table = table;
    this.reading = reading;
  }

  /** True if there is an asset with exactly this key. */
  boolean contains(String key) {
    return read(key).isPresent();
  }

  /**
   * The asset with exactly this key.
   *
   * @throws OrchestratorException OE0002 when there is none
   */
  T find(String key) {
    return read(key).orElseThrow(() -> table.notFound(key));
  }

  /** Stores an asset whose key is known to be new; it is found from now on. */
  void add(String key, T asset) {
    table.add(transaction.database(), key, asset);
    known.put(key, Optional.of(asset));
  }

  private Optional<T> read(String key) {
    return known.computeIfAbsent(key, k -> reading.apply(transaction.database(), k));
  }
}
