package orchestrator.chaincode;

import static orchestrator.lib.fixtures.Requests.ORG1;
import static orchestrator.lib.fixtures.Requests.ORG2;
import static orchestrator.lib.fixtures.Requests.function;
import static orchestrator.lib.fixtures.Requests.key;
import static orchestrator.lib.fixtures.Requests.plan;
import static orchestrator.lib.fixtures.Requests.task;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import orchestrator.chaincode.TestLedger.Endorsed;
import orchestrator.lib.error.CallException;
import orchestrator.lib.ledger.ChaincodeErrors;
import orchestrator.lib.ledger.LedgerKeys;
import orchestrator.proto.ComputePlan;
import orchestrator.proto.ComputePlanServiceGrpc;
import orchestrator.proto.ComputeTaskServiceGrpc;
import orchestrator.proto.Event;
import orchestrator.proto.EventServiceGrpc;
import orchestrator.proto.Function;
import orchestrator.proto.FunctionServiceGrpc;
import orchestrator.proto.GetComputePlanParam;
import orchestrator.proto.GetFunctionParam;
import orchestrator.proto.OrganizationServiceGrpc;
import orchestrator.proto.QueryEventsParam;
import orchestrator.proto.RegisterOrganizationParam;
import orchestrator.proto.RegisterTasksParam;
import orchestrator.proto.SortOrder;
import org.hyperledger.fabric.protos.peer.TxValidationCode;
import org.hyperledger.fabric.shim.Chaincode.Response.Status;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OrchestratorChaincodeTest {
  private final TestLedger ledger = new TestLedger();

  @BeforeEach
  void organizations() {
    for (String organization : List.of(ORG1, ORG2)) {
      ledger.submit(
          organization,
          OrganizationServiceGrpc.getRegisterOrganizationMethod(),
          RegisterOrganizationParam.getDefaultInstance());
    }
  }

  private Function registerFunction(String name) {
    return ledger.submit(
        ORG1, FunctionServiceGrpc.getRegisterFunctionMethod(), function(name).build());
  }

  private List<Event> log(SortOrder order) {
    return ledger
        .submit(
            ORG1,
            EventServiceGrpc.getQueryEventsMethod(),
            QueryEventsParam.newBuilder().setSort(order).setPageSize(100).build())
        .getEventsList();
  }

  @Test
  void whatOneTransactionRegistersTheNextReads() {
    Function function = registerFunction("train");

    assertThat(
            ledger.submit(
                ORG2,
                FunctionServiceGrpc.getGetFunctionMethod(),
                GetFunctionParam.newBuilder().setKey(key("train")).build()))
        .isEqualTo(function);
  }

  @Test
  void theOwnerIsTheOrganizationThatHasCreatedTheTransaction() {
    ComputePlan plan =
        ledger.submit(ORG2, ComputePlanServiceGrpc.getRegisterPlanMethod(), plan("mine").build());

    assertThat(plan.getOwner()).isEqualTo(ORG2);
  }

  @Test
  void theTimeIsThatOfTheTransaction() {
    Function function = registerFunction("train");

    // The third transaction, see TestLedger.
    assertThat(function.getCreationDate().getSeconds()).isEqualTo(1_700_000_003L);
  }

  @Test
  void aTimeThatNoEventCanHaveIsRefused() {
    for (String time : List.of("1969-12-31T23:00:00Z", "2113-01-01T00:00:00Z")) {
      ledger.setTime(Instant.parse(time));

      Endorsed refused =
          ledger.endorse(
              ORG1, FunctionServiceGrpc.getRegisterFunctionMethod(), function("train").build());

      assertThat(refused.message()).startsWith("OE0003: the transaction's time is out of range: ");
      assertThat(refused.writes()).isEmpty();
    }
  }

  @Test
  void anErrorHasCodeAndSentenceOfTheApi() {
    Endorsed missing =
        ledger.endorse(
            ORG1,
            ComputePlanServiceGrpc.getGetPlanMethod(),
            GetComputePlanParam.newBuilder().setKey(key("none")).build());

    assertThat(missing.response().getStatus()).isEqualTo(Status.INTERNAL_SERVER_ERROR);
    assertThat(missing.message())
        .isEqualTo("OE0002: computeplan with key \"" + key("none") + "\" not found");
    assertThat(ChaincodeErrors.parse(missing.message()))
        .get()
        .extracting(CallException::description)
        .isEqualTo(missing.message());
  }

  @Test
  void aTransactionThatFailsWritesNothingAndHasNoEvent() {
    registerFunction("train");

    Endorsed again =
        ledger.endorse(
            ORG1, FunctionServiceGrpc.getRegisterFunctionMethod(), function("train").build());

    assertThat(again.message()).startsWith("OE0006: ");
    assertThat(again.writes()).isEmpty();
    assertThat(again.event()).isEmpty();
  }

  @Test
  void anRpcThatOnlyReadsWritesNothingWhenItIsSubmitted() {
    registerFunction("train");

    Endorsed read =
        ledger.endorse(
            ORG1,
            FunctionServiceGrpc.getGetFunctionMethod(),
            GetFunctionParam.newBuilder().setKey(key("train")).build());

    assertThat(read.writes()).isEmpty();
    assertThat(read.event()).isEmpty();
  }

  @Test
  void anRpcThatIsNotThereIsNamedInTheError() {
    assertThat(ledger.endorse(ORG1, "orchestrator.NoService/Nothing", new byte[0]).message())
        .isEqualTo("OE0010: there is no rpc \"orchestrator.NoService/Nothing\"");
  }

  @Test
  void aRequestThatIsNoneIsRefused() {
    String rpc = FunctionServiceGrpc.getRegisterFunctionMethod().getFullMethodName();

    assertThat(ledger.endorse(ORG1, rpc, new byte[] {-1}).message())
        .isEqualTo("OE0001: the request cannot be read");
  }

  @Test
  void aPeerThatCannotReadItsStateIsNoFaultOfTheChaincode() {
    ledger.faults().goAway();

    Endorsed write =
        ledger.endorse(
            ORG1, FunctionServiceGrpc.getRegisterFunctionMethod(), function("train").build());
    Endorsed list =
        ledger.endorse(
            ORG1,
            EventServiceGrpc.getQueryEventsMethod(),
            QueryEventsParam.newBuilder().setPageSize(1).build());

    assertThat(List.of(write, list))
        .extracting(Endorsed::message)
        .containsOnly(ChaincodeErrors.STATE_UNREADABLE);
  }

  @Test
  void theChaincodeEventHasAllEventsOfTheTransaction() throws Exception {
    Endorsed endorsed =
        ledger.endorse(
            ORG1, FunctionServiceGrpc.getRegisterFunctionMethod(), function("train").build());
    ledger.commit(List.of(endorsed));

    assertThat(endorsed.event().orElseThrow().isWhole()).isTrue();
    assertThat(log(SortOrder.ASCENDING)).endsWith(endorsed.events().toArray(Event[]::new));
  }

  @Test
  void theLogIsListedFromBothEnds() {
    for (int i = 0; i < 5; i++) {
      registerFunction("function " + i);
    }
    List<Event> backwards = new ArrayList<>(log(SortOrder.DESCENDING));
    Collections.reverse(backwards);

    assertThat(log(SortOrder.ASCENDING)).hasSize(7).isEqualTo(backwards);
  }

  private Endorsed registerTasks(int count) {
    registerFunction("train");
    ledger.submit(ORG1, ComputePlanServiceGrpc.getRegisterPlanMethod(), plan("plan").build());
    RegisterTasksParam.Builder tasks = RegisterTasksParam.newBuilder();
    for (int i = 0; i < count; i++) {
      tasks.addTasks(task("task " + i, "plan", "train", ORG1));
    }
    Endorsed endorsed =
        ledger.endorse(ORG1, ComputeTaskServiceGrpc.getRegisterTasksMethod(), tasks.build());
    assertThat(ledger.commit(List.of(endorsed))).containsExactly(TxValidationCode.VALID);
    return endorsed;
  }

  @Test
  void aThousandTasksAreRegisteredInOneTransaction() throws Exception {
    assertThat(registerTasks(1000).events()).hasSize(1000);
  }

  @Test
  void eventsThatAreTooManyForTheChaincodeEventAreLeftToBeReadFromTheState() throws Exception {
    Endorsed endorsed = registerTasks(5000);

    assertThat(endorsed.event().orElseThrow().isWhole()).isFalse();
    assertThat(log(SortOrder.ASCENDING)).containsAll(endorsed.events());
    assertThat(
            endorsed.writes().stream()
                .map(write -> LedgerKeys.key(write.getKey()))
                .filter(LedgerKeys::isEventRow))
        .hasSize(5000)
        .contains(LedgerKeys.eventRow(endorsed.events().get(0).getId()));
  }

  @Test
  void aTransactionHasTheSameEffectInEveryLocaleAndTimeZone() {
    Endorsed here =
        ledger.endorse(
            ORG1, FunctionServiceGrpc.getRegisterFunctionMethod(), function("train").build());
    Locale locale = Locale.getDefault();
    TimeZone zone = TimeZone.getDefault();
    TestLedger other = new TestLedger();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));
      for (String organization : List.of(ORG1, ORG2)) {
        other.submit(
            organization,
            OrganizationServiceGrpc.getRegisterOrganizationMethod(),
            RegisterOrganizationParam.getDefaultInstance());
      }
      Endorsed there =
          other.endorse(
              ORG1, FunctionServiceGrpc.getRegisterFunctionMethod(), function("train").build());

      assertThat(there.writes()).isEqualTo(here.writes());
      assertThat(there.event()).usingRecursiveComparison().isEqualTo(here.event());
      assertThat(there.response().getPayload()).isEqualTo(here.response().getPayload());
    } finally {
      Locale.setDefault(locale);
      TimeZone.setDefault(zone);
    }
  }
}
