package orchestrator.loopback.gateway;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.TextFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.hyperledger.fabric.protos.ledger.rwset.NsReadWriteSet;
import org.hyperledger.fabric.protos.ledger.rwset.TxReadWriteSet;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVRWSet;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVRead;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVWrite;
import org.hyperledger.fabric.protos.peer.ChaincodeAction;
import org.hyperledger.fabric.protos.peer.ChaincodeEvent;
import org.hyperledger.fabric.protos.peer.ProposalResponsePayload;

/** Says in words in what two results differ. */
final class ResultComparison {
  private final List<String> details = new ArrayList<>();

  private ResultComparison() {}

  /**
   * The differences of two signed results.
   *
   * @return one sentence for each
   */
  static List<String> of(ByteString first, ByteString second) {
    ResultComparison comparison = new ResultComparison();
    try {
      ChaincodeAction one = action(first);
      ChaincodeAction other = action(second);
      comparison.compare(
          "answer", one.getResponse().getPayload(), other.getResponse().getPayload());
      comparison.compare(
          "message", one.getResponse().getMessage(), other.getResponse().getMessage());
      comparison.compareEvents(
          ChaincodeEvent.parseFrom(one.getEvents()), ChaincodeEvent.parseFrom(other.getEvents()));
      comparison.compareResults(results(one), results(other));
    } catch (InvalidProtocolBufferException e) {
      comparison.details.add("a result cannot be read");
    }
    if (comparison.details.isEmpty()) {
      comparison.details.add("the bytes differ, their meaning does not");
    }
    return List.copyOf(comparison.details);
  }

  private void compareEvents(ChaincodeEvent first, ChaincodeEvent second) {
    compare("name of the event", first.getEventName(), second.getEventName());
    compare("event", first.getPayload(), second.getPayload());
  }

  private void compareResults(KVRWSet first, KVRWSet second) {
    compareKeys(
        "read", first.getReadsList(), second.getReadsList(), KVRead::getKey, KVRead::toString);
    compareKeys(
        "write",
        first.getWritesList(),
        second.getWritesList(),
        KVWrite::getKey,
        write -> write.getIsDelete() ? "deletion" : shown(write.getValue()));
    compare(
        "ranges",
        first.getRangeQueriesInfoList().toString(),
        second.getRangeQueriesInfoList().toString());
  }

  private <T> void compareKeys(
      String what,
      List<T> first,
      List<T> second,
      Function<T, String> key,
      Function<T, String> value) {
    TreeMap<String, String> one = new TreeMap<>();
    first.forEach(t -> one.put(key.apply(t), value.apply(t)));
    TreeMap<String, String> other = new TreeMap<>();
    second.forEach(t -> other.put(key.apply(t), value.apply(t)));
    Set<String> keys = new TreeSet<>(one.keySet());
    keys.addAll(other.keySet());
    keys.forEach(
        k ->
            compare(
                "%s of %s".formatted(what, shown(ByteString.copyFromUtf8(k))),
                one.getOrDefault(k, "none"),
                other.getOrDefault(k, "none")));
  }

  private void compare(String what, ByteString first, ByteString second) {
    if (!first.equals(second)) {
      compare(what, shown(first), shown(second));
    }
  }

  private void compare(String what, String first, String second) {
    if (!Objects.equals(first, second)) {
      details.add("%s: %s / %s".formatted(what, first, second));
    }
  }

  private static String shown(ByteString bytes) {
    return '"' + TextFormat.escapeBytes(bytes) + '"';
  }

  private static ChaincodeAction action(ByteString payload) throws InvalidProtocolBufferException {
    return ChaincodeAction.parseFrom(ProposalResponsePayload.parseFrom(payload).getExtension());
  }

  private static KVRWSet results(ChaincodeAction action) throws InvalidProtocolBufferException {
    KVRWSet.Builder all = KVRWSet.newBuilder();
    for (NsReadWriteSet set : TxReadWriteSet.parseFrom(action.getResults()).getNsRwsetList()) {
      all.mergeFrom(set.getRwset());
    }
    return all.build();
  }
}
