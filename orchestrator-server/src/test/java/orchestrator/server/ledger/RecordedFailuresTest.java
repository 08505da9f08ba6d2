package orchestrator.server.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.NoSuchElementException;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import orchestrator.lib.error.CallException;
import orchestrator.loopback.fixtures.Failure;
import orchestrator.loopback.fixtures.RecordedFailures;
import org.hyperledger.fabric.client.CloseableIterator;
import org.hyperledger.fabric.client.CommitStatusException;
import org.hyperledger.fabric.client.EndorseException;
import org.hyperledger.fabric.client.GatewayException;
import org.hyperledger.fabric.client.SubmitException;
import org.hyperledger.fabric.protos.common.Block;
import org.junit.jupiter.api.Test;

/** Callers are told the right thing of each failure that was recorded from a real network. */
class RecordedFailuresTest {
  /** "again" is a call that is run again; what follows is told when there is no time for that. */
  private static final String OUTCOMES =
      """
      evaluate: the chaincode answers with an error          | NOT_FOUND OE0002: gone
      endorse: the chaincode answers with an error           | NOT_FOUND OE0002: gone
      endorse: the organizations come to different results   | again UNAVAILABLE the organizations' peers do not come to the same result
      evaluate: no such chaincode                            | FAILED_PRECONDITION no chaincode "orchestrator" is deployed on channel "mychannel"
      endorse: no such chaincode                             | FAILED_PRECONDITION no chaincode "orchestrator" is deployed on channel "mychannel"
      evaluate: no such channel                              | FAILED_PRECONDITION no chaincode "orchestrator" is deployed on channel "mychannel"
      endorse: no such channel                               | FAILED_PRECONDITION no chaincode "orchestrator" is deployed on channel "mychannel"
      evaluate: the chaincode takes too long                 | RESOURCE_EXHAUSTED the call takes the chaincode too long, ask for less at once
      endorse: the chaincode takes too long                  | RESOURCE_EXHAUSTED the call takes the chaincode too long, ask for less at once
      evaluate: a certificate of another organization        | FAILED_PRECONDITION the peer of organization "MyOrg1MSP" does not let it use the channel
      endorse: a certificate of another organization         | FAILED_PRECONDITION the peer of organization "MyOrg1MSP" does not let it use the channel
      evaluate: an organization that is not of the channel   | FAILED_PRECONDITION the peer of organization "MyOrg1MSP" does not let it use the channel
      evaluate: a signature that is none                     | FAILED_PRECONDITION the peer of organization "MyOrg1MSP" does not let it use the channel
      endorse: a signature that is none                      | FAILED_PRECONDITION the peer of organization "MyOrg1MSP" does not let it use the channel
      commit status: a certificate of another organization   | asked again
      commit status: no such channel                         | asked again
      submit: a signature that is none                       | FAILED_PRECONDITION the orderer does not take the transaction
      submit: larger than the orderer takes                  | RESOURCE_EXHAUSTED the call is larger than the ledger takes, ask for less at once
      submit: the orderer is away                            | submitted again
      blocks: a certificate of another organization          | UNAVAILABLE the peer ended the stream of blocks
      blocks: no such channel                                | FAILED_PRECONDITION the peer has joined the channel by a snapshot and lacks block 3; begin after a later event
      evaluate: no transaction of this id                    | INTERNAL OE0001: the answer of chaincode "orchestrator" cannot be read
      evaluate: blocks of no such channel                    | INTERNAL OE0001: the answer of chaincode "orchestrator" cannot be read
      commit: a key that was read has changed                | code MVCC_READ_CONFLICT
      commit: a range that was read has changed              | code PHANTOM_READ_CONFLICT
      endorse: a transaction that is known                   | again UNAVAILABLE the peers of the ledger cannot do this now
      endorse: another organization's chaincode does not run | again UNAVAILABLE chaincode "orchestrator" does not run now
      endorse: no chaincode runs                             | again UNAVAILABLE chaincode "orchestrator" does not run now
      evaluate: no chaincode runs                            | again UNAVAILABLE chaincode "orchestrator" does not run now
      evaluate: the chaincode ends meanwhile                 | again UNAVAILABLE chaincode "orchestrator" does not run now
      endorse: another organization's peer is away           | again UNAVAILABLE too few organizations' peers can be reached to endorse
      """;

  private final FabricErrors errors = new FabricErrors("MyOrg1MSP", "mychannel", "ADDRESS");

  @Test
  void eachFailureOfARealNetworkHasItsOutcome() {
    Map<String, String> expected =
        OUTCOMES
            .lines()
            .map(line -> line.split(" +\\| ", 2))
            .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1]));

    assertThat(RecordedFailures.read().failures().entrySet().stream())
        .allSatisfy(
            recorded ->
                assertThat(outcome(recorded.getKey(), recorded.getValue()))
                    .as(recorded.getKey())
                    .isEqualTo(expected.get(recorded.getKey())));
    assertThat(RecordedFailures.read().failures()).containsOnlyKeys(expected.keySet());
  }

  private String outcome(String name, Failure failure) {
    return switch (name.substring(0, name.indexOf(':'))) {
      case "evaluate" -> told(errors.of("orchestrator", new GatewayException(failure.thrown())));
      case "endorse" ->
          told(errors.of("orchestrator", new EndorseException("t", failure.thrown())));
      case "submit" ->
          errors
              .ofRefused(new SubmitException("t", failure.thrown()))
              .map(RecordedFailuresTest::told)
              .orElse("submitted again");
      case "commit status" -> {
        errors.ofUnknown(new CommitStatusException("t", failure.thrown()));
        yield "asked again";
      }
      case "blocks" -> reading(failure);
      // The library has read the code; see SubmissionTest for what becomes of it.
      default -> "code " + failure.message().replaceAll(".*\\(([A-Z_]+)\\)", "$1");
    };
  }

  private static String told(RuntimeException told) {
    if (told instanceof ConflictException conflict) {
      return "again " + told(conflict.inTheEnd());
    }
    CallException error = (CallException) told;
    return error.status() + " " + error.description();
  }

  private static String reading(Failure failure) {
    try {
      new BlockReader(new Ended(failure.message())).read(3, block -> true);
      return "read";
    } catch (LedgerException e) {
      return told(e);
    }
  }

  /** A peer of ten blocks that gives none. */
  private record Ended(String message) implements BlockSource {
    @Override
    public long height() {
      return 10;
    }

    @Override
    public CloseableIterator<Block> blocks(long from) {
      return new CloseableIterator<>() {
        @Override
        public boolean hasNext() {
          return true;
        }

        @Override
        public Block next() {
          throw new NoSuchElementException(message);
        }

        @Override
        public void close() {}
      };
    }

    @Override
    public OptionalLong blockOf(String chaincode, String eventId) {
      return OptionalLong.empty();
    }
  }
}
