package orchestrator.lib.service;

import com.google.protobuf.Message;
import java.util.List;
import java.util.Locale;
import orchestrator.lib.error.OrchestratorException;
import orchestrator.lib.persistence.Table;
import orchestrator.lib.persistence.Tables;
import orchestrator.lib.transaction.Transaction;
import orchestrator.proto.ComputeTask;

/** Finds assets by keys of requests, which count in lower and upper case. */
final class Lookup {
  private Lookup() {}

  /** The key in the form that assets are stored by. */
  static String key(String given) {
    return given.toLowerCase(Locale.ROOT);
  }

  /** The keys in the form that assets are stored by, in the order given. */
  static List<String> keys(List<String> given) {
    return given.stream().map(Lookup::key).toList();
  }

  /**
   * The asset with the key.
   *
   * @throws OrchestratorException OE0002 when there is none, whatever form the key has
   */
  static <T extends Message> T find(Transaction transaction, Table<T> table, String given) {
    String key = key(given);
    return table.get(transaction.database(), key).orElseThrow(() -> table.notFound(key));
  }

  /** A task, as {@link #find}, which may lack its inputs and metadata. */
  static ComputeTask brief(Transaction transaction, String given) {
    String key = key(given);
    return Tables.TASKS
        .brief(transaction.database(), key)
        .orElseThrow(() -> Tables.TASKS.notFound(key));
  }

  /**
   * Lets a key pass that no asset of the table has.
   *
   * @throws OrchestratorException OE0006 when the key is in use
   */
  static void requireUnused(Transaction transaction, Table<? extends Message> table, String key) {
    if (table.contains(transaction.database(), key)) {
      throw table.alreadyExists(key);
    }
  }
}
