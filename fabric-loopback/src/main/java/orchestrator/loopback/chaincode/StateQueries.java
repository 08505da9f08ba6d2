package orchestrator.loopback.chaincode;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import orchestrator.loopback.ledger.RangeRead;
import orchestrator.loopback.ledger.RefusedException;
import orchestrator.loopback.ledger.Revision;
import orchestrator.loopback.ledger.Simulation;
import orchestrator.loopback.ledger.StateAtHeight;
import org.hyperledger.fabric.protos.ledger.queryresult.KV;
import org.hyperledger.fabric.protos.ledger.queryresult.KeyModification;
import org.hyperledger.fabric.protos.peer.GetHistoryForKey;
import org.hyperledger.fabric.protos.peer.GetStateByRange;
import org.hyperledger.fabric.protos.peer.QueryMetadata;
import org.hyperledger.fabric.protos.peer.QueryResponse;
import org.hyperledger.fabric.protos.peer.QueryResponseMetadata;
import org.hyperledger.fabric.protos.peer.QueryStateClose;
import org.hyperledger.fabric.protos.peer.QueryStateNext;

/** Runs the queries of one transaction that give more than one result. */
final class StateQueries {
  private final String namespace;
  private final Simulation simulation;
  private final Map<String, QueryCursor> walks = new HashMap<>();
  private int count;

  StateQueries(String namespace, Simulation simulation) {
    this.namespace = namespace;
    this.simulation = simulation;
  }

  ByteString range(ByteString payload) throws InvalidProtocolBufferException, RefusedException {
    GetStateByRange request = GetStateByRange.parseFrom(payload);
    QueryMetadata paging = QueryMetadata.parseFrom(request.getMetadata());
    if (paging.getPageSize() == 0 && paging.getBookmark().isEmpty()) {
      RangeRead range = simulation.range(request.getStartKey(), request.getEndKey());
      return start(() -> range.next().map(this::row));
    }
    String start = paging.getBookmark().isEmpty() ? request.getStartKey() : paging.getBookmark();
    return page(simulation.pagedRange(start, request.getEndKey()), paging.getPageSize());
  }

  ByteString history(ByteString payload) throws InvalidProtocolBufferException {
    String key = GetHistoryForKey.parseFrom(payload).getKey();
    Iterator<Revision> history = simulation.history(key).iterator();
    return start(
        () -> history.hasNext() ? Optional.of(modification(history.next())) : Optional.empty());
  }

  ByteString next(ByteString payload) throws InvalidProtocolBufferException, RefusedException {
    QueryCursor walk = walks.get(QueryStateNext.parseFrom(payload).getId());
    if (walk == null) {
      throw new RefusedException("query iterator not found");
    }
    return portion(walk);
  }

  ByteString close(ByteString payload) throws InvalidProtocolBufferException {
    String id = QueryStateClose.parseFrom(payload).getId();
    walks.remove(id);
    return QueryResponse.newBuilder().setId(id).build().toByteString();
  }

  private ByteString start(Supplier<Optional<ByteString>> results) {
    QueryCursor walk = new QueryCursor(newId(), results);
    walks.put(walk.id(), walk);
    return portion(walk);
  }

  private ByteString portion(QueryCursor walk) {
    QueryResponse portion = walk.next();
    if (!portion.getHasMore()) {
      walks.remove(walk.id());
    }
    return portion.toByteString();
  }

  private ByteString page(RangeRead range, int size) {
    QueryCursor walk = new QueryCursor(newId(), () -> range.next().map(this::row));
    QueryResponse.Builder page = walk.page(size == 0 ? Integer.MAX_VALUE : size);
    QueryResponseMetadata metadata =
        QueryResponseMetadata.newBuilder()
            .setFetchedRecordsCount(page.getResultsCount())
            .setBookmark(range.bookmark().orElse(""))
            .build();
    return page.setMetadata(metadata.toByteString()).build().toByteString();
  }

  private String newId() {
    return Integer.toString(count++);
  }

  private ByteString row(StateAtHeight.Entry entry) {
    return KV.newBuilder()
        .setNamespace(namespace)
        .setKeyBytes(entry.key())
        .setValue(entry.value())
        .build()
        .toByteString();
  }

  private static ByteString modification(Revision revision) {
    return KeyModification.newBuilder()
        .setTxId(revision.transactionId())
        .setValue(revision.value().orElse(ByteString.EMPTY))
        .setTimestamp(revision.time())
        .setIsDelete(revision.value().isEmpty())
        .build()
        .toByteString();
  }
}
