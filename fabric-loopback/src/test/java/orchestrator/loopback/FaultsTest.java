package orchestrator.loopback;

import static orchestrator.loopback.TestNetwork.ONE;
import static orchestrator.loopback.TestNetwork.TWO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.grpc.Status;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import orchestrator.loopback.fault.Loss;
import orchestrator.loopback.fault.Step;
import orchestrator.loopback.fixtures.Client;
import orchestrator.loopback.orderer.BlockRules;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.hyperledger.fabric.client.CommitStatusException;
import org.hyperledger.fabric.client.EndorseException;
import org.hyperledger.fabric.client.GatewayException;
import org.hyperledger.fabric.client.SubmitException;
import org.hyperledger.fabric.client.SubmittedTransaction;
import org.hyperledger.fabric.client.Transaction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
@Tag("slow")
class FaultsTest {
  @TempDir static Path folder;

  private static TestNetwork network;
  private static LoopbackFabric fabric;
  private static Client one;
  private static Client two;

  @BeforeAll
  static void start() throws IOException {
    network = TestNetwork.start(folder, BlockRules.standard());
    fabric = network.fabric;
    one = network.one;
    two = network.two;
  }

  @AfterAll
  static void stop() {
    network.close();
  }

  @AfterEach
  void endFaults() {
    fabric.faults().clear();
    fabric.resumeCommits(TWO);
  }

  @Test
  void aSubmitWhoseAnswerIsCutIsDone() throws Exception {
    Transaction transaction = one.endorse("put", "cut", "v");
    fabric.faults().lose(Step.SUBMIT, Loss.ANSWER_CUT, 1);
    assertThat(failure(transaction::submitAsync).getCode()).isEqualTo(Status.Code.UNAVAILABLE);
    one.submit("put", "cut/after", "v");
    assertThat(one.ask("get", "cut")).isEqualTo("v");
    assertThat(fabric.faults().lost(Step.SUBMIT)).isEqualTo(1);
  }

  @Test
  void aSubmitThatIsCutBeforeItArrivesIsNotDone() throws Exception {
    Transaction transaction = one.endorse("put", "uncut", "v");
    fabric.faults().lose(Step.SUBMIT, Loss.REQUEST_CUT, 1);
    assertThat(failure(transaction::submitAsync).getCode()).isEqualTo(Status.Code.UNAVAILABLE);
    one.submit("put", "uncut/after", "v");
    assertThat(one.ask("get", "uncut")).isEmpty();
    assertThat(Client.commit(transaction).isSuccessful()).isTrue();
  }

  @Test
  void aSilentAnswerEndsWithTheCallersDeadline() throws Exception {
    SubmittedTransaction transaction = one.endorse("put", "silent", "v").submitAsync();
    fabric.faults().lose(Step.COMMIT_STATUS, Loss.ANSWER_SILENT, 1);
    assertThatThrownBy(
            () -> transaction.getStatus(o -> o.withDeadlineAfter(300, TimeUnit.MILLISECONDS)))
        .isInstanceOfSatisfying(
            CommitStatusException.class,
            e -> assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.DEADLINE_EXCEEDED));
    assertThat(transaction.getStatus().isSuccessful()).isTrue();
  }

  @Test
  void onlyTheNthCallIsLost() throws Exception {
    fabric.faults().lose(Step.EVALUATE, Loss.ANSWER_CUT, 2);
    one.ask("get", "k");
    assertThat(failure(() -> one.ask("get", "k")).getCode()).isEqualTo(Status.Code.UNAVAILABLE);
    one.ask("get", "k");
  }

  @Test
  void aCutConnectionIsMadeAgain() throws Exception {
    one.submit("put", "connection", "v");
    fabric.cutConnections(ONE);
    assertThat(eventually(() -> one.ask("get", "connection"))).isEqualTo("v");
  }

  @Test
  void theTransactionsOfABlockCanComeInAnotherOrder() throws Exception {
    assertThat(firstOfABlock("ordered")).isEqualTo("0");
    fabric.faults().shuffleBlocks(7);
    for (int round = 0; firstOfABlock("shuffled" + round).equals("0"); round++) {
      assertThat(round).as("rounds in which the first has stayed the first").isLessThan(20);
    }
  }

  /** Of transactions that exclude each other, the one that is the first in its block is valid. */
  private static String firstOfABlock(String key) throws Exception {
    List<Transaction> endorsed = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      endorsed.add(one.endorse("append", key, Integer.toString(i)));
    }
    fabric.faults().gather(endorsed.size());
    List<SubmittedTransaction> submitted = new ArrayList<>();
    for (Transaction transaction : endorsed) {
      submitted.add(transaction.submitAsync());
    }
    for (SubmittedTransaction transaction : submitted) {
      transaction.getStatus();
    }
    fabric.faults().gather(0);
    return one.ask("get", key);
  }

  @Test
  void whileAPeerIsDownNothingIsEndorsedAndLaterItCatchesUp() throws Exception {
    one.submit("put", "down", "before");
    Transaction meanwhile = one.endorse("put", "down", "meanwhile");
    fabric.stopPeer(TWO);
    assertThat(failure(() -> two.ask("get", "down")).getCode()).isEqualTo(Status.Code.UNAVAILABLE);
    assertThatThrownBy(() -> one.endorse("put", "down", "v"))
        .isInstanceOfSatisfying(
            EndorseException.class,
            e -> {
              assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.FAILED_PRECONDITION);
              assertThat(e.getStatus().getDescription())
                  .contains("no peer combination can satisfy the endorsement policy");
            });
    assertThat(Client.commit(meanwhile).isSuccessful()).isTrue();
    fabric.startPeer(TWO);
    fabric.startChaincode(TWO);
    await(() -> fabric.height(TWO, "mychannel") == fabric.height(ONE, "mychannel"));
    assertThat(eventually(() -> two.ask("get", "down"))).isEqualTo("meanwhile");
    one.submit("put", "down", "after");
  }

  @Test
  void aStoppedOrdererRefusesAndLosesWhatIsInNoBlock() throws Exception {
    Transaction refused = one.endorse("put", "orderer/refused", "v");
    fabric.faults().gather(2);
    SubmittedTransaction lost = one.endorse("put", "orderer/lost", "v").submitAsync();
    fabric.stopOrderer();
    assertThatThrownBy(refused::submitAsync)
        .isInstanceOfSatisfying(
            SubmitException.class,
            e -> {
              assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
              assertThat(e.getDetails()).hasSize(1);
            });
    fabric.startOrderer();
    fabric.faults().clear();
    assertThat(Client.commit(refused).isSuccessful()).isTrue();
    assertThatThrownBy(() -> lost.getStatus(o -> o.withDeadlineAfter(200, TimeUnit.MILLISECONDS)))
        .isInstanceOf(CommitStatusException.class);
    assertThat(one.ask("get", "orderer/lost")).isEmpty();
  }

  @Test
  void aKilledChaincodeFailsEndorsementsAndIsUsedAgainOnceStarted() throws Exception {
    one.submit("put", "killed", "v");
    fabric.killChaincode(ONE);
    assertThatThrownBy(() -> one.endorse("put", "killed", "w"))
        .isInstanceOfSatisfying(
            EndorseException.class,
            e -> {
              assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.ABORTED);
              assertThat(e.getDetails().get(0).getMessage())
                  .contains("could not launch chaincode", "connection refused");
            });
    assertThat(one.ask("get", "killed")).as("the other peer answers").isEqualTo("v");
    fabric.startChaincode(ONE);
    one.submit("put", "killed", "w");
  }

  @Test
  void aDifferenceBetweenTheOrganizationsIsLoud() {
    int before = fabric.differences().size();
    assertThatThrownBy(() -> one.endorse("language"))
        .isInstanceOfSatisfying(
            EndorseException.class,
            e -> {
              assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.ABORTED);
              assertThat(e.getDetails().get(0).getMessage())
                  .isEqualTo("ProposalResponsePayloads do not match");
            });
    assertThat(fabric.differences()).hasSize(before + 1);
    assertThat(fabric.differences().get(before).details())
        .contains("answer: \"en\" / \"tr\"", "write of \"language\": \"en\" / \"tr\"");
  }

  @Test
  void peersAtDifferentHeightsMayDiffer() throws Exception {
    int before = fabric.differences().size();
    one.submit("put", "late", "a");
    fabric.pauseCommits(TWO);
    one.submit("put", "late", "b");
    assertThatThrownBy(() -> one.endorse("append", "late", "c"))
        .isInstanceOf(EndorseException.class);
    assertThat(fabric.differences()).hasSize(before);
    fabric.resumeCommits(TWO);
    await(() -> fabric.height(TWO, "mychannel") == fabric.height(ONE, "mychannel"));
    assertThat(one.submit("append", "late", "c")).isEqualTo("bc");
  }

  private static Status failure(ThrowingCallable call) {
    return catchThrowableOfType(GatewayException.class, call).getStatus();
  }

  private static String eventually(Call call) throws Exception {
    long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (true) {
      try {
        return call.call();
      } catch (GatewayException e) {
        if (System.nanoTime() > end) {
          throw e;
        }
        Thread.sleep(50);
      }
    }
  }

  private static void await(Condition condition) throws InterruptedException {
    while (!condition.holds()) {
      Thread.sleep(10);
    }
  }

  private interface Call {
    String call() throws Exception;
  }

  private interface Condition {
    boolean holds();
  }
}
