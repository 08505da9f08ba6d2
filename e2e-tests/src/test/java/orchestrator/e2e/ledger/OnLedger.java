package orchestrator.e2e.ledger;

import java.util.List;
import orchestrator.e2e.harness.LedgerEngine;
import orchestrator.e2e.harness.OwnServer;
import orchestrator.e2e.harness.ServerProcess;
import orchestrator.e2e.harness.api.Party;
import org.junit.jupiter.api.BeforeEach;

/** Gives a test a network and a server of its own. */
abstract class OnLedger extends OwnServer {
  /** The network. */
  protected LedgerEngine engine;

  /** The server in front of it. */
  protected ServerProcess server;

  /** The calls of {@code MyOrg1MSP} on {@code mychannel}. */
  protected Party one;

  @BeforeEach
  final void open() throws Exception {
    engine = closing(LedgerEngine.start(List.of(ONE, TWO), List.of("mychannel", "yourchannel")));
    server = start(engine.hastySettings(folder.resolve("data")));
    one = newMember(server, ONE);
  }
}
