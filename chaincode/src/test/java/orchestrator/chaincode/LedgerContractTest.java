package orchestrator.chaincode;

import java.util.function.Consumer;
import java.util.function.Function;
import orchestrator.lib.fixtures.DatabaseContract;
import orchestrator.lib.persistence.Database;
import orchestrator.lib.persistence.Reader;

class LedgerContractTest extends DatabaseContract {
  @Override
  protected Storage open() {
    MemoryPeer peer = new MemoryPeer();
    return new Storage() {
      @Override
      public void write(Consumer<Database> transaction) {
        peer.write(transaction::accept);
      }

      @Override
      public <R> R read(Function<Reader, R> reading) {
        return peer.read(peer.simulate(), reading::apply);
      }

      @Override
      public void close() {}
    };
  }
}
