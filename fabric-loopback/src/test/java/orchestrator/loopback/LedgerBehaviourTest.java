package orchestrator.loopback;

import static orchestrator.loopback.TestNetwork.ONE;
import static orchestrator.loopback.TestNetwork.TWO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.Status;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import orchestrator.loopback.fixtures.Client;
import orchestrator.loopback.orderer.BlockRules;
import org.hyperledger.fabric.client.CloseableIterator;
import org.hyperledger.fabric.client.CommitException;
import org.hyperledger.fabric.client.Contract;
import org.hyperledger.fabric.client.EndorseException;
import org.hyperledger.fabric.client.GatewayException;
import org.hyperledger.fabric.client.SubmitException;
import org.hyperledger.fabric.client.SubmittedTransaction;
import org.hyperledger.fabric.client.Transaction;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.BlockchainInfo;
import org.hyperledger.fabric.protos.peer.TxValidationCode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class LedgerBehaviourTest {
  @TempDir static Path folder;

  private static TestNetwork network;
  private static Client one;
  private static Client two;

  @BeforeAll
  static void start() throws IOException {
    network = TestNetwork.start(folder, BlockRules.standard().withLargestBytes(200_000));
    one = network.one;
    two = network.two;
  }

  @AfterEach
  void cutBlocksAsUsual() {
    network.fabric.faults().clear();
  }

  @AfterAll
  static void stop() {
    network.close();
  }

  @Test
  void whatIsSubmittedIsReadAtItsPeer() throws Exception {
    assertThat(one.submit("put", "read/k", "v")).isEqualTo("v");
    assertThat(one.ask("get", "read/k")).isEqualTo("v");
    one.submit("delete", "read/k");
    assertThat(one.ask("get", "read/k")).isEmpty();
  }

  @Test
  void aTransactionIsMadeByTheOrganizationThatSignsIt() throws Exception {
    assertThat(one.ask("who")).isEqualTo(ONE);
    assertThat(two.ask("who")).isEqualTo(TWO);
  }

  @Test
  void anOwnWriteIsNotReadInTheSameTransaction() throws Exception {
    one.submit("put", "own/k", "a");
    assertThat(one.submit("append", "own/k", "b")).isEqualTo("ab");
  }

  @Test
  void evaluatingWritesNothing() throws Exception {
    one.ask("put", "evaluated", "v");
    assertThat(one.ask("get", "evaluated")).isEmpty();
  }

  @Test
  void twoTransactionsThatReadAndWriteTheSameKeyConflict() throws Exception {
    one.submit("put", "mvcc/k", "");
    Transaction first = one.endorse("append", "mvcc/k", "a");
    Transaction second = one.endorse("append", "mvcc/k", "b");
    assertThat(Client.commit(first).getCode()).isEqualTo(TxValidationCode.VALID);
    assertThat(Client.commit(second).getCode()).isEqualTo(TxValidationCode.MVCC_READ_CONFLICT);
    assertThat(one.ask("get", "mvcc/k")).isEqualTo("a");
  }

  @Test
  void theyConflictInTheSameBlockToo() throws Exception {
    network.fabric.faults().gather(2);
    SubmittedTransaction first = one.endorse("append", "block/k", "a").submitAsync();
    SubmittedTransaction second = one.endorse("append", "block/k", "b").submitAsync();
    assertThat(second.getStatus().getBlockNumber()).isEqualTo(first.getStatus().getBlockNumber());
    assertThat(List.of(first.getStatus().getCode(), second.getStatus().getCode()))
        .containsExactly(TxValidationCode.VALID, TxValidationCode.MVCC_READ_CONFLICT);
  }

  @Test
  void aKeyThatAppearsInARangeIsAPhantom() throws Exception {
    Transaction counted = one.endorse("rangeThenPut", "phantom/", "phantom0", "phantoms");
    one.submit("put", "phantom/new", "v");
    assertThat(Client.commit(counted).getCode()).isEqualTo(TxValidationCode.PHANTOM_READ_CONFLICT);
  }

  @Test
  void aRangeOverManyKeysIsStillValidWhenNothingHasChanged() throws Exception {
    List<SubmittedTransaction> puts =
        IntStream.range(0, 120)
            .parallel()
            .mapToObj(i -> submit("put", "many/%03d".formatted(i), "v"))
            .toList();
    for (SubmittedTransaction put : puts) {
      assertThat(put.getStatus().isSuccessful()).isTrue();
    }
    assertThat(one.ask("range", "many/", "many0").split(",", -1)).hasSize(120).isSorted();
    assertThat(one.ask("page", "many/", "many0", "7").split(",", -1)).hasSize(7);
    one.submit("rangeThenPut", "many/", "many0", "counted");
  }

  @Test
  void aTransactionThatReadsPagesMayNotWrite() {
    assertThatThrownBy(() -> one.submit("pageThenPut"))
        .isInstanceOfSatisfying(
            EndorseException.class,
            e ->
                assertThat(e.getDetails().toString())
                    .contains("transaction returned with failure"));
    assertThatThrownBy(() -> one.submit("putThenPage"))
        .isInstanceOfSatisfying(
            EndorseException.class,
            e ->
                assertThat(e.getDetails().toString())
                    .contains("transaction returned with failure"));
  }

  @Test
  void theHistoryOfAKeyIsThereNewestFirst() throws Exception {
    one.submit("put", "history/k", "a");
    one.submit("delete", "history/k");
    one.submit("put", "history/k", "b");
    assertThat(one.ask("history", "history/k")).isEqualTo("b,deleted,a");
  }

  @Test
  void theSameTransactionAgainIsADuplicateAndItsStatusStays() throws Exception {
    Transaction transaction = one.endorse("append", "twice/k", "a");
    assertThat(Client.commit(transaction).isSuccessful()).isTrue();
    long before = network.fabric.height(ONE, "mychannel");
    assertThat(Client.commit(transaction).isSuccessful()).isTrue();
    one.submit("put", "twice/other", "v");
    assertThat(network.fabric.height(ONE, "mychannel")).isGreaterThan(before);
    assertThat(one.ask("get", "twice/k")).isEqualTo("a");
  }

  @Test
  void aTransactionThatOneOrganizationEndorsesFailsThePolicy() throws Exception {
    Transaction transaction =
        one.channel("mychannel")
            .getContract("orchestrator")
            .newProposal("put")
            .addArguments("alone", "v")
            .setEndorsingOrganizations(ONE)
            .build()
            .endorse();
    assertThat(Client.commit(transaction).getCode())
        .isEqualTo(TxValidationCode.ENDORSEMENT_POLICY_FAILURE);
    assertThat(one.ask("get", "alone")).isEmpty();
  }

  @Test
  void blocksComeFromTheFirstOnAndHoldTheirNumbersAndHashes() throws Exception {
    one.submit("put", "blocks/k", "v");
    try (CloseableIterator<Block> blocks =
        one.channel("mychannel").newBlockEventsRequest().startBlock(0).build().getEvents()) {
      Block first = blocks.next();
      assertThat(first.getHeader().getNumber()).isZero();
      assertThat(blocks.next().getHeader().getNumber()).isEqualTo(1);
    }
  }

  @Test
  void theLedgerAnswersQuestionsAboutBlocksAndTransactions() throws Exception {
    Transaction transaction = one.endorse("put", "qscc/k", "v");
    long number = Client.commit(transaction).getBlockNumber();
    Contract ledger = one.channel("mychannel").getContract("qscc");
    String id = transaction.getTransactionId();
    Block block = Block.parseFrom(ledger.evaluateTransaction("GetBlockByTxID", "mychannel", id));
    assertThat(block.getHeader().getNumber()).isEqualTo(number);
    assertThat(
            BlockchainInfo.parseFrom(ledger.evaluateTransaction("GetChainInfo", "mychannel"))
                .getHeight())
        .isGreaterThan(number);
    assertThatThrownBy(() -> ledger.evaluateTransaction("GetBlockByTxID", "mychannel", "none"))
        .isInstanceOf(GatewayException.class)
        .hasMessageContaining("no such transaction ID [none] in index");
  }

  @Test
  void channelsKnowNothingOfEachOther() throws Exception {
    Contract other = one.channel("other").getContract("orchestrator");
    one.submit("put", "apart", "v");
    assertThat(other.evaluateTransaction("get", "apart")).isEmpty();
    other.submitTransaction("put", "apart", "w");
    assertThat(one.ask("get", "apart")).isEqualTo("v");
  }

  @Test
  void anErrorOfTheChaincodeHasFabricsWords() {
    assertThatThrownBy(() -> one.ask("fail", "OE0002: gone"))
        .isInstanceOfSatisfying(
            GatewayException.class,
            e -> {
              assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.UNKNOWN);
              assertThat(e.getStatus().getDescription())
                  .isEqualTo(
                      "evaluate call to endorser returned error: chaincode response 500,"
                          + " OE0002: gone");
            });
    assertThatThrownBy(() -> one.submit("fail", "OE0002: gone"))
        .isInstanceOfSatisfying(
            EndorseException.class,
            e -> {
              assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.ABORTED);
              assertThat(e.getDetails())
                  .singleElement()
                  .satisfies(
                      d ->
                          assertThat(d.getMessage())
                              .isEqualTo("chaincode response 500, OE0002: gone"));
            });
  }

  @Test
  void unknownChannelsAndChaincodesAreRefused() {
    assertThatThrownBy(
            () ->
                one.channel("nowhere")
                    .getContract("orchestrator")
                    .submitTransaction("put", "a", "b"))
        .isInstanceOfSatisfying(
            EndorseException.class,
            e -> assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.FAILED_PRECONDITION));
    assertThatThrownBy(
            () ->
                one.channel("nowhere").getContract("orchestrator").evaluateTransaction("get", "a"))
        .isInstanceOfSatisfying(
            GatewayException.class,
            e -> assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE));
    assertThatThrownBy(
            () ->
                one.channel("mychannel").getContract("nothing").submitTransaction("put", "a", "b"))
        .hasStackTraceContaining("No metadata was found for chaincode nothing");
  }

  @Test
  void whoSignsWithAnotherKeyIsRefused() throws Exception {
    try (Client liar = Client.of(network.fabric.identities(), ONE, ONE, TWO)) {
      assertThatThrownBy(() -> liar.submit("put", "a", "b"))
          .isInstanceOfSatisfying(
              EndorseException.class,
              e ->
                  assertThat(e.getDetails().toString())
                      .contains("access denied: channel [mychannel] creator org unknown"));
    }
    try (Client stranger = Client.of(network.fabric.identities(), ONE, "NoMSP", TWO)) {
      assertThatThrownBy(() -> stranger.ask("get", "a"))
          .hasMessageContaining("creator org unknown, creator is malformed");
    }
  }

  @Test
  void aTransactionOverTheOrderersLimitIsRefused() throws Exception {
    Transaction large = one.endorse("put", "large", "x".repeat(150_000));
    assertThatThrownBy(large::submitAsync)
        .isInstanceOfSatisfying(
            SubmitException.class,
            e -> {
              assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.ABORTED);
              assertThat(e.getStatus().getDescription()).contains("exceeds maximum allowed 200000");
            });
  }

  @Test
  void aChaincodeThatTakesTooLongIsLeft() {
    assertThatThrownBy(() -> one.submit("sleep", "60000"))
        .isInstanceOfSatisfying(
            EndorseException.class,
            e ->
                assertThat(e.getDetails().toString())
                    .contains("timeout expired while executing transaction"));
  }

  @Test
  void aConflictIsAnErrorForWhoWaits() throws Exception {
    Transaction first = one.endorse("append", "wait/k", "a");
    Transaction second = one.endorse("append", "wait/k", "b");
    Client.commit(first);
    assertThatThrownBy(second::submit).isInstanceOf(CommitException.class);
  }

  private static SubmittedTransaction submit(String... call) {
    try {
      return one.endorse(call).submitAsync();
    } catch (GatewayException e) {
      throw new AssertionError(e);
    }
  }
}
