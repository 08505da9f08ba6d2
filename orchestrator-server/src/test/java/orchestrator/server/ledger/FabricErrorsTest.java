package orchestrator.server.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.google.protobuf.Any;
import com.google.rpc.Status;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.io.IOException;
import java.net.ConnectException;
import java.util.Arrays;
import orchestrator.lib.error.CallException;
import orchestrator.lib.error.ErrorCode;
import orchestrator.lib.error.OrchestratorException;
import org.hyperledger.fabric.client.EndorseException;
import org.hyperledger.fabric.client.GatewayException;
import org.hyperledger.fabric.client.SubmitException;
import org.hyperledger.fabric.protos.gateway.ErrorDetail;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

class FabricErrorsTest {
  private static final String OWN = "MyOrg1MSP";
  private static final String OTHER = "MyOrg2MSP";
  private static final String CHAINCODE = "orchestrator";
  private static final String ADDRESS = "peer0.org1.example.com:7051";

  private final FabricErrors errors = new FabricErrors(OWN, "mychannel", ADDRESS);

  @ParameterizedTest
  @EnumSource
  void whatTheOwnPeersChaincodeAnswersKeepsItsCodeAndSentence(ErrorCode code) {
    RuntimeException told =
        endorsing(Code.ABORTED, detail(OWN, "chaincode response 500, " + code.id() + ": no such"));

    assertThat(told)
        .asInstanceOf(type(OrchestratorException.class))
        .extracting(OrchestratorException::code, OrchestratorException::getMessage)
        .containsExactly(code, "no such");
  }

  @Test
  void whatTheOwnPeersChaincodeAnswersCountsMoreThanWhatOthersSay() {
    RuntimeException told =
        endorsing(
            Code.ABORTED,
            detail(OTHER, "chaincode response 500, OE0003: theirs"),
            detail(OWN, "chaincode response 500, OE0002: own"));

    assertThat(told).isInstanceOf(OrchestratorException.class).hasMessage("own");
  }

  @Test
  void aSentenceOfManyLinesIsToldWhole() {
    RuntimeException told =
        endorsing(Code.ABORTED, detail(OWN, "chaincode response 500, OE0101: one\ntwo: three"));

    assertThat(told).hasMessage("one\ntwo: three");
  }

  @Test
  void aQueryHasTheChaincodesAnswerInItsTextAlone() {
    RuntimeException told =
        evaluating(
            Code.UNKNOWN,
            "evaluate call to endorser returned error: chaincode response 500, OE0002: no such");

    assertThat(told)
        .asInstanceOf(type(OrchestratorException.class))
        .extracting(OrchestratorException::code, OrchestratorException::getMessage)
        .containsExactly(ErrorCode.NOT_FOUND, "no such");
  }

  @Test
  void anErrorThatOnlyAnotherOrganizationSeesIsAConflict() {
    RuntimeException told =
        endorsing(Code.ABORTED, detail(OTHER, "chaincode response 500, OE0002: no such"));

    isConflict(told, "ENDORSEMENTS_DIFFER", Code.UNAVAILABLE);
    assertThat(((ConflictException) told).inTheEnd())
        .hasMessage("the organizations' peers do not come to the same result");
  }

  @Test
  void resultsThatDifferAreAConflict() {
    RuntimeException told =
        errors.of(
            CHAINCODE,
            endorsement(
                Code.ABORTED,
                "failed to assemble transaction: ProposalResponsePayloads do not match"));

    isConflict(told, "ENDORSEMENTS_DIFFER", Code.UNAVAILABLE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"OE9999: from tomorrow", "a stack trace", "OE0002 without a colon", ""})
  void anAnswerThatIsNoKnownErrorCannotBeRead(String answer) {
    RuntimeException told =
        endorsing(Code.ABORTED, detail(OWN, "chaincode response 500, " + answer));

    assertThat(told)
        .asInstanceOf(type(OrchestratorException.class))
        .extracting(OrchestratorException::code, OrchestratorException::getMessage)
        .containsExactly(
            ErrorCode.UNREADABLE_DATA, "the answer of chaincode \"orchestrator\" cannot be read");
  }

  @Test
  void aChaincodeThatFindsItsTransactionTooLargeSaysWhatToDo() {
    RuntimeException told =
        endorsing(
            Code.ABORTED,
            detail(OWN, "chaincode response 500, RESOURCE_EXHAUSTED: register fewer at once"));

    isTold(told, Code.RESOURCE_EXHAUSTED, "register fewer at once");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          could not launch chaincode orchestrator:1: connection refused | chaincode "orchestrator" does not run now
          chaincode stream terminated                                   | chaincode "orchestrator" does not run now
          no peer combination can satisfy the endorsement policy        | too few organizations' peers can be reached to endorse
          no combination of peers can be derived                        | too few organizations' peers can be reached to endorse
          something that nobody has seen before                         | the peers of the ledger cannot do this now
          """)
  void peersThatCannotEndorseNowMayDoItLater(String text, String sentence) {
    RuntimeException told =
        errors.of(CHAINCODE, endorsement(Code.FAILED_PRECONDITION, text + " at " + ADDRESS));

    isConflict(told, "PEERS_AWAY", Code.UNAVAILABLE);
    assertThat(((ConflictException) told).inTheEnd()).hasMessage(sentence);
  }

  @ParameterizedTest
  @ValueSource(strings = {OWN, OTHER})
  void aPeerThatCannotReadItsStateMayDoItLater(String whose) {
    RuntimeException told =
        endorsing(
            Code.ABORTED,
            detail(whose, "chaincode response 500, UNAVAILABLE: the peer cannot read its state"));

    isConflict(told, "PEERS_AWAY", Code.UNAVAILABLE);
    assertThat(((ConflictException) told).inTheEnd())
        .hasMessage("the peers of the ledger cannot do this now");
  }

  @Test
  void whatADetailSaysCountsLikeTheText() {
    RuntimeException told =
        endorsing(Code.ABORTED, detail(OTHER, "error: could not launch chaincode orchestrator:1"));

    isConflict(told, "PEERS_AWAY", Code.UNAVAILABLE);
    assertThat(((ConflictException) told).inTheEnd())
        .hasMessage("chaincode \"orchestrator\" does not run now");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "No metadata was found for chaincode orchestrator in channel mychannel",
        "no peers available to evaluate chaincode orchestrator in channel mychannel",
        "make sure the chaincode orchestrator has been successfully defined on channel mychannel"
      })
  void aChaincodeThatIsNotDeployedIsNamed(String text) {
    isTold(
        evaluating(Code.FAILED_PRECONDITION, text),
        Code.FAILED_PRECONDITION,
        "no chaincode \"orchestrator\" is deployed on channel \"mychannel\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          UNKNOWN           | error validating proposal: access denied: channel [mychannel] creator org [MyOrg1MSP]
          PERMISSION_DENIED | no
          UNAUTHENTICATED   | who
          """)
  void aPeerThatDoesNotKnowTheIdentityRefusesIt(Code code, String text) {
    isTold(
        evaluating(code, text + " at " + ADDRESS),
        Code.FAILED_PRECONDITION,
        "the peer of organization \"MyOrg1MSP\" does not let it use the channel");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "grpc: received message larger than max (104857601 vs. 104857600)",
        "message exceeds maximum allowed size"
      })
  void aCallThatIsTooLargeForPeersIsTold(String text) {
    isTold(
        evaluating(Code.RESOURCE_EXHAUSTED, text),
        Code.RESOURCE_EXHAUSTED,
        "the call is larger than the ledger takes, ask for less at once");
  }

  @Test
  void aCallThatTakesTheChaincodeTooLongIsTooLarge() {
    isTold(
        endorsing(
            Code.ABORTED,
            detail(OWN, "error in simulation: timeout expired while executing transaction")),
        Code.RESOURCE_EXHAUSTED,
        "the call takes the chaincode too long, ask for less at once");
  }

  @Test
  void peersThatDoNotAnswerInTimeAreUnavailable() {
    isTold(
        evaluating(Code.DEADLINE_EXCEEDED, "deadline exceeded after 9.9s, " + ADDRESS),
        Code.UNAVAILABLE,
        "the peers have not answered in time");
  }

  @Test
  void aGatewayThatCannotBeReachedIsNotNamedByItsAddress() {
    RuntimeException told = evaluating(Code.UNAVAILABLE, "connection refused: " + ADDRESS);

    isConflict(told, "PEERS_AWAY", Code.UNAVAILABLE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "received unsuccessful response from orderer: REQUEST_ENTITY_TOO_LARGE",
        "message payload exceeds maximum allowed size",
        "trying to send message larger than max"
      })
  void aTransactionThatIsTooLargeForTheOrdererIsTold(String text) {
    assertThat(errors.ofRefused(submission(Code.ABORTED, text)))
        .hasValueSatisfying(
            told ->
                isTold(
                    told,
                    Code.RESOURCE_EXHAUSTED,
                    "the call is larger than the ledger takes, ask for less at once"));
  }

  @ParameterizedTest
  @EnumSource(
      value = Code.class,
      names = {
        "ABORTED",
        "INVALID_ARGUMENT",
        "FAILED_PRECONDITION",
        "NOT_FOUND",
        "PERMISSION_DENIED"
      })
  void aTransactionThatTheOrdererRefusesIsNotTaken(Code code) {
    assertThat(errors.ofRefused(submission(code, "no, says " + ADDRESS)))
        .hasValueSatisfying(
            told ->
                isTold(
                    told, Code.FAILED_PRECONDITION, "the orderer does not take the transaction"));
  }

  @ParameterizedTest
  @EnumSource(
      value = Code.class,
      names = {"UNAVAILABLE", "DEADLINE_EXCEEDED", "CANCELLED", "UNKNOWN", "INTERNAL"})
  void aTransactionMayHaveBeenTakenWhenTheAnswerIsLost(Code code) {
    assertThat(errors.ofRefused(submission(code, "connection reset"))).isEmpty();
  }

  @Test
  void theLogTellsAddressAndCausesAndTheCallerDoesNot() {
    Logger logger = (Logger) LoggerFactory.getLogger(FabricErrors.class);
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.start();
    logger.addAppender(log);
    StatusRuntimeException failure =
        io.grpc.Status.UNAVAILABLE
            .withDescription("io exception")
            .withCause(
                new IOException(
                    "finishConnect(..) failed: Connection refused: /127.0.0.1:1",
                    new ConnectException("Connection refused")))
            .asRuntimeException();

    RuntimeException told = errors.of(CHAINCODE, new GatewayException(failure));
    logger.detachAppender(log);

    assertThat(log.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .containsExactly(
            "MyOrg1MSP on mychannel at peer0.org1.example.com:7051: UNAVAILABLE: io exception:"
                + " finishConnect(..) failed: Connection refused: /127.0.0.1:1");
    LedgerException end = ((ConflictException) told).inTheEnd();
    assertThat(end.description()).isEqualTo("the peers of the ledger cannot do this now");
    assertThat(end.inLog()).contains("Connection refused: /127.0.0.1:1");
  }

  private static void isTold(RuntimeException told, Code code, String sentence) {
    assertThat(told)
        .isInstanceOfSatisfying(CallException.class, e -> assertThat(e.status()).isEqualTo(code))
        .hasMessage(sentence);
  }

  private static void isConflict(RuntimeException told, String code, Code inTheEnd) {
    assertThat(told).isInstanceOf(ConflictException.class).hasMessage(code);
    LedgerException end = ((ConflictException) told).inTheEnd();
    assertThat(end.status()).isEqualTo(inTheEnd);
    assertThat(end).message().doesNotContain(ADDRESS);
  }

  private RuntimeException endorsing(Code code, ErrorDetail... details) {
    return errors.of(
        CHAINCODE, endorsement(code, "failed to endorse transaction, see attached", details));
  }

  private RuntimeException evaluating(Code code, String text) {
    return errors.of(CHAINCODE, new GatewayException(failure(code, text)));
  }

  private static EndorseException endorsement(Code code, String text, ErrorDetail... details) {
    return new EndorseException("t1", failure(code, text, details));
  }

  private static SubmitException submission(Code code, String text) {
    return new SubmitException("t1", failure(code, text));
  }

  private static ErrorDetail detail(String mspId, String message) {
    return ErrorDetail.newBuilder().setAddress(ADDRESS).setMspId(mspId).setMessage(message).build();
  }

  /** A failure as a gateway sends it. */
  private static StatusRuntimeException failure(Code code, String text, ErrorDetail... details) {
    return StatusProto.toStatusRuntimeException(
        Status.newBuilder()
            .setCode(code.value())
            .setMessage(text)
            .addAllDetails(Arrays.stream(details).map(Any::pack).toList())
            .build());
  }
}
