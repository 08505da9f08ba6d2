package orchestrator.chaincode;

import com.google.common.collect.Iterables;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Set;
import org.hyperledger.fabric.contract.ContractRuntimeException;
import org.hyperledger.fabric.shim.ChaincodeStub;
import org.hyperledger.fabric.shim.ledger.KeyModification;
import org.hyperledger.fabric.shim.ledger.QueryResultsIterator;

/** Makes a peer refuse or lose things, as the chaincode notices it. */
final class PeerFaults {
  private boolean away;
  private boolean keepsHistory = true;
  private final Set<String> forgotten = new HashSet<>();

  /** From now on the peer cannot read its state. */
  void goAway() {
    away = true;
  }

  /** The peer refuses all questions for history, as one that is set to keep none. */
  void refuseHistory() {
    keepsHistory = false;
  }

  /** The peer does not know what these have written, as one that has joined by a snapshot. */
  void forget(Set<String> transactions) {
    forgotten.addAll(transactions);
  }

  /** The stub of a transaction on such a peer. */
  ChaincodeStub on(ChaincodeStub stub) {
    return (ChaincodeStub)
        Proxy.newProxyInstance(
            PeerFaults.class.getClassLoader(),
            new Class<?>[] {ChaincodeStub.class},
            (proxy, method, arguments) -> answer(stub, method, arguments));
  }

  private Object answer(ChaincodeStub stub, Method method, Object[] arguments) throws Throwable {
    boolean isHistory = method.getName().equals("getHistoryForKey");
    boolean isState = method.getName().startsWith("getState");
    if ((away && isState) || (!keepsHistory && isHistory)) {
      // The shim's word for whatever the peer has answered with an error.
      throw new ContractRuntimeException("Unsuccessful response received.");
    }
    if (isHistory) {
      return new Remembered(stub.getHistoryForKey((String) arguments[0]), forgotten);
    }
    try {
      return method.invoke(stub, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private record Remembered(QueryResultsIterator<KeyModification> all, Set<String> forgotten)
      implements QueryResultsIterator<KeyModification> {
    @Override
    public Iterator<KeyModification> iterator() {
      return Iterables.filter(all, change -> !forgotten.contains(change.getTxId())).iterator();
    }

    @Override
    public void close() {
      all.close();
    }
  }
}
