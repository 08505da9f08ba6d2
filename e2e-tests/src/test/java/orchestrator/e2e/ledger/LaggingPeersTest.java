package orchestrator.e2e.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import orchestrator.e2e.harness.LedgerEngine;
import orchestrator.e2e.harness.OwnServer;
import orchestrator.e2e.harness.api.Party;
import org.junit.jupiter.api.Test;

/** Writes while other organizations' peers are behind. */
class LaggingPeersTest extends OwnServer {
  private static final String THREE = "MyOrg3MSP";
  private static final List<String> ALL = List.of(ONE, TWO, THREE);
  private static final int WRITES = 4;

  private int written;

  @Test
  void aWriteWaitsForTwoPeersThatStayBehindNoLongerThanForOne() throws Exception {
    LedgerEngine engine = closing(LedgerEngine.start(ALL, List.of("mychannel")));
    var settings = engine.settings(folder.resolve("data"));
    Party one = newMember(start(settings.withChannels(Map.of("mychannel", ALL))), ONE);
    engine.network().pauseCommits(TWO);
    // What is committed from now on is not seen by the peer that is behind.
    write(one);
    long behindOne = fastest(one);
    engine.network().pauseCommits(THREE);
    write(one);
    long behindTwo = fastest(one);

    assertThat((double) behindTwo / behindOne)
        .as("a write with two peers behind, in writes with one behind")
        .isLessThan(1.5);
  }

  /** A quiet moment among several: the machine may be busy with something else. */
  private long fastest(Party party) {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < WRITES; i++) {
      long start = System.nanoTime();
      write(party);
      least = Math.min(least, System.nanoTime() - start);
    }
    return least;
  }

  private void write(Party party) {
    party.register(function("function " + written++));
  }
}
