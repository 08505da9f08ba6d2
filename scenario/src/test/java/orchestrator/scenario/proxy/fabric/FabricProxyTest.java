package orchestrator.scenario.proxy.fabric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.NullNode;
import io.grpc.Status;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import orchestrator.scenario.proxy.Phase;
import orchestrator.scenario.proxy.Proxies;
import orchestrator.scenario.proxy.Proxy;
import org.hyperledger.fabric.protos.peer.TxValidationCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FabricProxyTest {
  @TempDir static Path folder;

  private static Map<String, String> user;

  private FakeGateway gateway;
  private Proxy proxy;

  @BeforeAll
  static void writeFiles() throws IOException {
    user = UserFixture.options(folder);
  }

  @BeforeEach
  void start() throws Exception {
    gateway = new FakeGateway();
    proxy = proxy(Map.of("timeout", "20"));
  }

  @AfterEach
  void stop() throws Exception {
    proxy.close();
    gateway.close();
  }

  @Test
  void aTransactionGoesThroughAllPhasesToItsCommit() throws Exception {
    Sent sent = new Sent("n0", 7);
    end(sent);

    assertThat(sent.phases())
        .containsExactly(Phase.ENDORSED, Phase.ORDERED, Phase.ANSWERED, Phase.COMMITTED);
    assertThat(gateway.calls()).containsExactly(List.of("put", "run-1-2-7", "00ff"));
  }

  @Test
  void whenItsGoalIsTheOrderItsCommitIsNotAskedFor() throws Exception {
    restart(Map.of("goal", "order"));
    Sent sent = new Sent("n0", 7);
    end(sent);

    assertThat(sent.phases()).containsExactly(Phase.ENDORSED, Phase.ORDERED, Phase.ANSWERED);
    assertThat(gateway.questions()).isZero();
  }

  @Test
  void anEvaluationIsOverWithItsAnswer() throws Exception {
    restart(Map.of("goal", "evaluate", "function", "get", "arguments", "[\"{name}\"]"));
    Sent sent = new Sent("n0", 7);
    end(sent);

    assertThat(sent.phases()).containsExactly(Phase.ANSWERED);
    assertThat(gateway.calls()).containsExactly(List.of("get", "n0"));
    assertThat(gateway.submissions()).isZero();
  }

  @Test
  void aTransactionThatLosesAgainstOthersFailsWithItsCode() {
    gateway.commitsAs(TxValidationCode.MVCC_READ_CONFLICT);

    Sent sent = fails("the peers found the transaction invalid: MVCC_READ_CONFLICT");
    assertThat(sent.phases()).containsExactly(Phase.ENDORSED, Phase.ORDERED, Phase.ANSWERED);
  }

  @Test
  void aRefusedEndorsementSaysWhatThePeersHaveSaid() {
    gateway.refuse(Step.ENDORSE, "TwoMSP", "chaincode response 500, no such key");

    Sent sent = fails("the endorsement failed: TwoMSP: chaincode response 500, no such key");
    assertThat(sent.phases()).isEmpty();
    assertThat(gateway.submissions()).isZero();
  }

  @Test
  void aPeerThatIsBusySaysSo() {
    gateway.fail(
        Step.ENDORSE, Status.RESOURCE_EXHAUSTED.withDescription("too many requests for gateway"));

    fails("the endorsement failed: RESOURCE_EXHAUSTED: too many requests for gateway");
  }

  @Test
  void aRefusedSubmissionIsNotAskedFor() {
    gateway.fail(Step.SUBMIT, Status.ABORTED.withDescription("the orderer says no"));

    Sent sent = fails("the submission failed: ABORTED: the orderer says no");
    assertThat(sent.phases()).containsExactly(Phase.ENDORSED);
    assertThat(gateway.questions()).isZero();
  }

  @Test
  void whenTheAnswerToASubmissionIsLostTheTransactionIsAskedForAndNotSentAgain() throws Exception {
    gateway.fail(Step.SUBMIT, Status.UNAVAILABLE.withDescription("no orderer has answered"));
    Sent sent = new Sent("n0", 7);
    end(sent);

    assertThat(sent.phases()).containsExactly(Phase.ENDORSED, Phase.ANSWERED, Phase.COMMITTED);
    assertThat(gateway.submissions()).isOne();
  }

  @Test
  void whenNobodyKnowsItEitherTheSubmissionHasFailed() {
    gateway.fail(Step.SUBMIT, Status.UNAVAILABLE.withDescription("no orderer has answered"));
    gateway.fail(Step.COMMIT_STATUS, Status.NOT_FOUND);

    fails("the submission failed: UNAVAILABLE: no orderer has answered");
  }

  @Test
  void aQuestionForTheCommitThatIsLostIsAskedOnceAgain() throws Exception {
    gateway.fail(Step.COMMIT_STATUS, Status.UNAVAILABLE);
    Sent sent = new Sent("n0", 7);
    end(sent);

    assertThat(sent.phases()).endsWith(Phase.COMMITTED);
    assertThat(gateway.questions()).isEqualTo(2);
    assertThat(gateway.submissions()).isOne();
  }

  @Test
  void aPeerThatHangsFailsTheTransactionInTime() throws Exception {
    restart(Map.of("timeout", "1"));
    gateway.hang();

    fails("the peer " + gateway.address() + " did not endorse the transaction within 1 s");
    assertThat(proxy.isAlive()).isFalse();
  }

  @Test
  void aPeerThatIsNotThereFailsTheTransactionAtOnce() throws Exception {
    gateway.close();
    Sent sent = new Sent("n0", 7);

    assertThatThrownBy(() -> end(sent))
        .hasMessageContaining("the peer " + gateway.address() + " cannot be reached: ");
    assertThat(proxy.isAlive()).isFalse();
  }

  @Test
  void manyTransactionsAreUnderWayAtOnceAndNoneWaitsForAThread() {
    gateway.hang();
    List<CompletableFuture<?>> all =
        LongStream.range(0, 500)
            .<CompletableFuture<?>>mapToObj(
                i -> proxy.transact(new Sent("n0", i)).toCompletableFuture())
            .toList();

    assertThat(all).noneMatch(CompletableFuture::isDone);
    assertThat(proxy.mostUnderWay()).isEqualTo(500);
  }

  @Test
  void whatIsUnderWayFailsWhenTheProxyIsClosed() throws Exception {
    gateway.hang();
    CompletableFuture<?> end = proxy.transact(new Sent("n0", 1)).toCompletableFuture();
    proxy.close();

    assertThatThrownBy(() -> end.get(10, TimeUnit.SECONDS))
        .cause()
        .hasMessage("the connection to the peer " + gateway.address() + " was closed");
  }

  @Test
  void aPeerLivesThatAnswersIfOnlyThatItWillNot() throws Exception {
    assertThat(proxy.isAlive()).isTrue();
    assertThat(gateway.calls()).containsExactly(List.of("GetChainInfo", "mychannel"));
    gateway.fail(Step.EVALUATE, Status.UNKNOWN.withDescription("access denied"));
    assertThat(proxy.isAlive()).isTrue();
    gateway.fail(Step.EVALUATE, Status.UNAVAILABLE.withDescription("the channel is not there"));
    assertThat(proxy.isAlive()).isFalse();
  }

  private void restart(Map<String, String> changes) throws Exception {
    proxy.close();
    proxy = proxy(changes);
  }

  private Proxy proxy(Map<String, String> changes) throws Exception {
    Map<String, String> options = new LinkedHashMap<>(user);
    options.put("gateway", gateway.address());
    options.putAll(changes);
    try (Proxies proxies = new FabricProxyType().open(options)) {
      return proxies.connect(NullNode.instance);
    }
  }

  private Sent fails(String sentence) {
    Sent sent = new Sent("n0", 7);
    assertThatThrownBy(() -> end(sent)).cause().hasMessage(sentence);
    return sent;
  }

  private void end(Sent sent) throws Exception {
    proxy.transact(sent).toCompletableFuture().get(20, TimeUnit.SECONDS);
  }
}
