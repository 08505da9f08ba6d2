package orchestrator.loopback.chaincode;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.hyperledger.fabric.protos.peer.QueryResponse;
import org.hyperledger.fabric.protos.peer.QueryResultBytes;

/**
 * Hands out the results of a query in portions, as a chaincode fetches them. Like a peer it reads
 * one result more than a portion has, to know whether there is another portion.
 */
final class QueryCursor {
  private static final int PORTION = 100;

  /** The most results of one query; a peer leaves out the others without a word. */
  private static final int ALL = 100_000;

  private final String id;
  private final Supplier<Optional<ByteString>> results;
  private final List<QueryResultBytes> pending = new ArrayList<>();
  private int count;

  /**
   * A walk from the first result on.
   *
   * @param results gives one result after the other, and empty at the end
   */
  QueryCursor(String id, Supplier<Optional<ByteString>> results) {
    this.id = id;
    this.results = results;
  }

  String id() {
    return id;
  }

  /** The next portion. */
  QueryResponse next() {
    while (count < ALL) {
      Optional<ByteString> result = results.get();
      if (result.isEmpty()) {
        break;
      }
      if (pending.size() == PORTION) {
        QueryResponse portion = cut().setHasMore(true).build();
        add(result.get());
        return portion;
      }
      add(result.get());
    }
    return cut().build();
  }

  /** All results up to so many, without a look at what follows. */
  QueryResponse.Builder page(int size) {
    while (count < Math.min(size, ALL)) {
      Optional<ByteString> result = results.get();
      if (result.isEmpty()) {
        break;
      }
      add(result.get());
    }
    return cut();
  }

  private void add(ByteString result) {
    pending.add(QueryResultBytes.newBuilder().setResultBytes(result).build());
    count++;
  }

  private QueryResponse.Builder cut() {
    QueryResponse.Builder portion = QueryResponse.newBuilder().setId(id).addAllResults(pending);
    pending.clear();
    return portion;
  }
}
