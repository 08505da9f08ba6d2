package orchestrator.lib.service;

import orchestrator.lib.transaction.Transaction;
import orchestrator.proto.Event;
import orchestrator.proto.EventKind;

/** Notes what a call does to an asset, such as {@code created(transaction, Snapshot.of(plan))}. */
final class EventLog {
  private static final String REASON = "reason";

  private EventLog() {}

  /** The asset was registered; gives the event that says so. */
  static Event created(Transaction transaction, Event.Builder snapshot) {
    return transaction.emit(snapshot.setEventKind(EventKind.EVENT_ASSET_CREATED));
  }

  /** The asset changed in anything but its status. */
  static void updated(Transaction transaction, Event.Builder snapshot) {
    transaction.emit(snapshot.setEventKind(EventKind.EVENT_ASSET_UPDATED));
  }

  /** The asset's status changed, for this reason. */
  static void updated(Transaction transaction, Event.Builder snapshot, String reason) {
    updated(transaction, snapshot.putMetadata(REASON, reason));
  }

  /** The asset was disabled. */
  static void disabled(Transaction transaction, Event.Builder snapshot) {
    transaction.emit(snapshot.setEventKind(EventKind.EVENT_ASSET_DISABLED));
  }
}
