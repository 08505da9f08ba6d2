package orchestrator.chaincode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static orchestrator.lib.fixtures.Requests.ORG1;
import static orchestrator.lib.fixtures.Requests.ORG2;
import static orchestrator.lib.fixtures.Requests.function;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import orchestrator.chaincode.TestLedger.Endorsed;
import orchestrator.lib.ledger.ChaincodeErrors;
import orchestrator.lib.ledger.LedgerFunctions;
import orchestrator.proto.FunctionServiceGrpc;
import orchestrator.proto.OrganizationServiceGrpc;
import orchestrator.proto.RegisterOrganizationParam;
import org.hyperledger.fabric.shim.Chaincode.Response.Status;
import org.junit.jupiter.api.Test;

class TransactionOfEventTest {
  private final TestLedger ledger = new TestLedger();

  private Endorsed register(String name) throws Exception {
    Endorsed endorsed =
        ledger.endorse(
            ORG1, FunctionServiceGrpc.getRegisterFunctionMethod(), function(name).build());
    ledger.commit(List.of(endorsed));
    return endorsed;
  }

  private Endorsed registerAsMember(String name) throws Exception {
    ledger.submit(
        ORG1,
        OrganizationServiceGrpc.getRegisterOrganizationMethod(),
        RegisterOrganizationParam.getDefaultInstance());
    return register(name);
  }

  private Endorsed ask(String event) {
    return ledger.endorse(ORG2, LedgerFunctions.TRANSACTION_OF_EVENT, event.getBytes(UTF_8));
  }

  private static String answer(Endorsed endorsed) {
    assertThat(endorsed.response().getStatus()).as(endorsed.message()).isEqualTo(Status.SUCCESS);
    return new String(endorsed.response().getPayload(), UTF_8);
  }

  @Test
  void anEventIsTracedToTheTransactionThatHasMadeIt() throws Exception {
    ledger.submit(
        ORG1,
        OrganizationServiceGrpc.getRegisterOrganizationMethod(),
        RegisterOrganizationParam.getDefaultInstance());
    Endorsed train = register("train");
    Endorsed test = register("test");

    assertThat(answer(ask(train.events().get(0).getId())))
        .isEqualTo(train.simulation().transactionId());
    assertThat(answer(ask(test.events().get(0).getId())))
        .isEqualTo(test.simulation().transactionId());
  }

  @Test
  void aPeerThatHasJoinedByASnapshotDoesNotTakeAnEarlierEventForNone() throws Exception {
    Endorsed train = registerAsMember("train");
    ledger.faults().forget(Set.of(train.simulation().transactionId()));
    Endorsed test = register("test");

    assertThat(ask(train.events().get(0).getId()).message())
        .isEqualTo(
            "OE0003: the peer has joined the channel by a snapshot and does not know when the event"
                + " was made; begin after a later event");
    assertThat(answer(ask(test.events().get(0).getId())))
        .isEqualTo(test.simulation().transactionId());
  }

  @Test
  void aPeerThatKeepsNoHistoryIsTold() throws Exception {
    Endorsed train = registerAsMember("train");
    ledger.faults().refuseHistory();

    assertThat(ask(train.events().get(0).getId()).message())
        .isEqualTo(
            "OE0003: the peer keeps no history of keys, so no stream can begin after an event");
  }

  @Test
  void aPeerThatCannotReadAnythingIsNotTakenForOneWithoutHistory() throws Exception {
    Endorsed train = registerAsMember("train");
    ledger.faults().refuseHistory();
    ledger.faults().goAway();

    assertThat(ask(train.events().get(0).getId()).message())
        .isEqualTo(ChaincodeErrors.STATE_UNREADABLE);
  }

  @Test
  void whatIsNoEventHasNoTransaction() throws Exception {
    for (String id :
        List.of("", "none", "00000000-0000-8000-8000-000000000000", "a\0b", "\uffff")) {
      assertThat(answer(ask(id))).as(id).isEmpty();
    }
  }

  @Test
  void nothingIsWrittenWhenItIsSubmitted() throws Exception {
    Endorsed asked = ask("none");

    assertThat(asked.writes()).isEmpty();
    assertThat(asked.event()).isEmpty();
  }
}
