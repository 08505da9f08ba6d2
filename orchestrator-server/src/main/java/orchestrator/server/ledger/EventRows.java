package orchestrator.server.ledger;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import orchestrator.lib.ledger.LedgerKeys;
import orchestrator.lib.persistence.Key;
import orchestrator.proto.Event;
import orchestrator.server.event.LoggedEvent;
import org.hyperledger.fabric.protos.ledger.rwset.NsReadWriteSet;
import org.hyperledger.fabric.protos.ledger.rwset.TxReadWriteSet;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVRWSet;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVWrite;

/** Finds the rows of the event log among what a transaction wrote. */
final class EventRows {
  private EventRows() {}

  /**
   * The events that a transaction wrote, in the order of their ids, which is that of the log.
   *
   * @param chaincode whose state they are in
   * @param results the transaction's read-write set
   * @throws InvalidProtocolBufferException if one cannot be read, or there are none
   */
  static List<LoggedEvent> written(String chaincode, ByteString results)
      throws InvalidProtocolBufferException {
    SortedMap<Key, LoggedEvent> events = new TreeMap<>();
    for (NsReadWriteSet namespace : TxReadWriteSet.parseFrom(results).getNsRwsetList()) {
      if (namespace.getNamespace().equals(chaincode)) {
        for (KVWrite write : KVRWSet.parseFrom(namespace.getRwset()).getWritesList()) {
          Optional<Key> key = LedgerKeys.find(write.getKey()).filter(LedgerKeys::isEventRow);
          if (key.isPresent()) {
            events.put(key.get(), event(key.get(), write.getValue()));
          }
        }
      }
    }
    if (events.isEmpty()) {
      throw new InvalidProtocolBufferException("the transaction has written no event");
    }
    return List.copyOf(events.values());
  }

  private static LoggedEvent event(Key key, ByteString value)
      throws InvalidProtocolBufferException {
    if (!Event.parseFrom(value).getId().equals(key.lastPart())) {
      throw new InvalidProtocolBufferException("a row of the log is not the event of its key");
    }
    return LoggedEvent.of(key.lastPart(), value.toByteArray());
  }
}
