package orchestrator.chaincode;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import orchestrator.chaincode.fixtures.PeerStub;
import orchestrator.chaincode.fixtures.Simulation;
import orchestrator.chaincode.fixtures.WorldState;
import orchestrator.lib.fixtures.DatabaseContract;
import orchestrator.lib.persistence.Database;
import orchestrator.lib.persistence.Reader;
import org.hyperledger.fabric.shim.ChaincodeStub;

class LedgerContractTest extends DatabaseContract {
  @Override
  protected Storage open() {
    WorldState state = new WorldState();
    return new Storage() {
      @Override
      public void write(Consumer<Database> transaction) {
        Simulation simulation = state.simulate("tx");
        LedgerDatabase database = new LedgerDatabase(stub(simulation), false);
        transaction.accept(database);
        database.flush();
        assertThat(state.commit(List.of(simulation))).containsOnly(WorldState.Verdict.VALID);
      }

      @Override
      public <R> R read(Function<Reader, R> reading) {
        return reading.apply(new LedgerDatabase(stub(state.simulate("tx")), true));
      }

      @Override
      public void close() {}
    };
  }

  private static ChaincodeStub stub(Simulation simulation) {
    return new PeerStub(simulation, Instant.EPOCH, "MyOrg1MSP", List.of()).stub();
  }
}
