package orchestrator.lib.service;

import com.google.protobuf.Message;
import orchestrator.lib.persistence.AssetType;
import orchestrator.lib.persistence.Table;
import orchestrator.lib.transaction.Transaction;
import orchestrator.proto.Event;
import orchestrator.proto.EventKind;

/**
 * Notes what a call does to an asset, such as {@code register(transaction, Tables.PLANS, plan)}.
 */
final class EventLog {
  private static final String REASON = "reason";

  private EventLog() {}

  /** An asset is new; gives the event that says so. */
  static <T extends Message> Event created(Transaction transaction, AssetType<T> type, T asset) {
    return transaction.emit(type.snapshot(asset).setEventKind(EventKind.EVENT_ASSET_CREATED));
  }

  /** Stores an asset whose key is known to be new, and notes it. */
  static <T extends Message> void register(Transaction transaction, Table<T> table, T asset) {
    table.add(transaction.database(), table.key(asset), asset);
    created(transaction, table, asset);
  }

  /** Stores an asset that has changed in anything but its status, and notes it. */
  static <T extends Message> void update(Transaction transaction, Table<T> table, T asset) {
    table.put(transaction.database(), table.key(asset), asset);
    transaction.emit(table.snapshot(asset).setEventKind(EventKind.EVENT_ASSET_UPDATED));
  }

  /** The asset's status changed, for this reason. */
  static <T extends Message> void updated(
      Transaction transaction, AssetType<T> type, T asset, String reason) {
    transaction.emit(
        type.snapshot(asset)
            .setEventKind(EventKind.EVENT_ASSET_UPDATED)
            .putMetadata(REASON, reason));
  }

  /** The asset was disabled. */
  static <T extends Message> void disabled(Transaction transaction, AssetType<T> type, T asset) {
    transaction.emit(type.snapshot(asset).setEventKind(EventKind.EVENT_ASSET_DISABLED));
  }
}
