package orchestrator.server.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import java.io.IOException;
import java.time.Duration;
import org.hyperledger.fabric.client.Transaction;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.gateway.PreparedTransaction;
import org.hyperledger.fabric.protos.peer.TxValidationCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TransactionSubmissionTest {
  private static final Duration LONG = Duration.ofSeconds(20);

  private final FakeGateway gateway = new FakeGateway();
  private final String name = InProcessServerBuilder.generateName();
  private final Server server = InProcessServerBuilder.forName(name).addService(gateway).build();
  private final ManagedChannel connection = InProcessChannelBuilder.forName(name).build();

  @BeforeEach
  void start() throws IOException {
    server.start();
  }

  @AfterEach
  void stop() {
    connection.shutdownNow();
    server.shutdownNow();
  }

  @Test
  void aTransactionThatIsCommittedTellsItsBlock() throws IOException {
    gateway.commitsAs(TxValidationCode.VALID, 7);

    assertThat(commit(LONG)).isEqualTo(7);
    assertThat(gateway.submitted()).hasSize(1);
  }

  @Test
  void whenTheAnswerToASubmitIsLostTheTransactionIsAskedForFirst() throws IOException {
    gateway.failSubmit(Status.UNAVAILABLE);
    gateway.commitsAs(TxValidationCode.VALID, 7);

    assertThat(commit(LONG)).isEqualTo(7);
    assertThat(gateway.submitted()).hasSize(1);
  }

  @Test
  void aTransactionThatNobodyKnowsIsHandedOverAgainUnchanged() throws IOException {
    gateway.failSubmit(Status.UNAVAILABLE);
    gateway.failQuestion(Status.DEADLINE_EXCEEDED);
    gateway.commitsAs(TxValidationCode.VALID, 7);

    assertThat(commit(LONG)).isEqualTo(7);
    assertThat(gateway.submitted()).hasSize(2);
    assertThat(gateway.submitted().get(1)).isEqualTo(gateway.submitted().get(0));
  }

  @Test
  void aTransactionThatWasTakenIsOnlyAskedForAgain() throws IOException {
    gateway.failQuestion(Status.UNAVAILABLE);
    gateway.failQuestion(Status.DEADLINE_EXCEEDED);
    gateway.commitsAs(TxValidationCode.VALID, 7);

    assertThat(commit(LONG)).isEqualTo(7);
    assertThat(gateway.submitted()).hasSize(1);
    assertThat(gateway.questions()).isEqualTo(3);
  }

  @ParameterizedTest
  @EnumSource(
      value = TxValidationCode.class,
      names = {"MVCC_READ_CONFLICT", "PHANTOM_READ_CONFLICT"})
  void aTransactionThatHasLostAgainstOthersMayBeRunAgain(TxValidationCode code) {
    gateway.commitsAs(code, 7);

    assertThatThrownBy(() -> commit(LONG))
        .isInstanceOfSatisfying(
            ConflictException.class,
            conflict -> assertThat(conflict.inTheEnd().status()).isEqualTo(Status.Code.ABORTED))
        .hasMessage(code.name());
  }

  @Test
  void aTransactionThatPeersFindInvalidIsRefused() {
    gateway.commitsAs(TxValidationCode.ENDORSEMENT_POLICY_FAILURE, 7);

    isTold(
        LONG,
        Status.Code.FAILED_PRECONDITION,
        "the peers have refused the transaction: ENDORSEMENT_POLICY_FAILURE");
  }

  @Test
  void aTransactionThatTheOrdererRefusesIsNotAskedFor() {
    gateway.failSubmit(Status.ABORTED);

    isTold(LONG, Status.Code.FAILED_PRECONDITION, "the orderer does not take the transaction");
    assertThat(gateway.questions()).isZero();
  }

  @Test
  void whenTimeIsUpItIsNotKnownWhatBecameOfTheCall() {
    for (int i = 0; i < 100; i++) {
      gateway.failQuestion(Status.UNAVAILABLE);
    }

    isTold(
        Duration.ofMillis(300),
        Status.Code.UNAVAILABLE,
        "the ledger has not said in time what became of the call");
  }

  private void isTold(Duration most, Status.Code code, String sentence) {
    assertThatThrownBy(() -> commit(most))
        .isInstanceOfSatisfying(LedgerException.class, e -> assertThat(e.status()).isEqualTo(code))
        .hasMessage(sentence);
  }

  private long commit(Duration most) throws IOException {
    return new TransactionSubmission(
            PeerFixture.peer("org1", connection),
            new FabricNetwork.Deadlines(most, most, most, most),
            endorsed())
        .commit();
  }

  private Transaction endorsed() throws IOException {
    Envelope envelope = Envelope.parseFrom(BlockFixture.block(7, "event").getData().getData(0));
    return PeerFixture.gateway("org1", connection)
        .newTransaction(
            PreparedTransaction.newBuilder()
                .setTransactionId("tx7")
                .setEnvelope(envelope)
                .build()
                .toByteArray());
  }
}
