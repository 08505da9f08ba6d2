package orchestrator.scenario.proxy.fabric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import orchestrator.loopback.LoopbackFabric;
import orchestrator.loopback.LoopbackSettings;
import orchestrator.loopback.fault.Loss;
import orchestrator.loopback.fixtures.Client;
import orchestrator.loopback.fixtures.ScratchChaincode;
import orchestrator.scenario.proxy.Phase;
import orchestrator.scenario.proxy.Proxies;
import orchestrator.scenario.proxy.Proxy;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sends to a network of two organizations, by TLS, whose peers check each signature. */
@Tag("slow")
class LoopbackNetworkTest {
  private static final String ONE = "MyOrg1MSP";

  @TempDir static Path folder;

  private static LoopbackFabric fabric;
  private static Client client;

  @BeforeAll
  static void start() throws IOException {
    fabric =
        LoopbackFabric.start(
            LoopbackSettings.of(
                folder,
                List.of(
                    "-cp",
                    System.getProperty("java.class.path"),
                    ScratchChaincode.class.getName())));
    client = Client.of(fabric.identities(), ONE);
  }

  @AfterEach
  void endFaults() {
    fabric.faults().clear();
  }

  @AfterAll
  static void stop() {
    client.close();
    fabric.close();
  }

  @Test
  void whatIsSentIsInTheStateOnceItIsCommitted() throws Exception {
    try (Proxy proxy = proxy(Map.of())) {
      assertThat(proxy.isAlive()).isTrue();
      Sent sent = new Sent("n0", 7);
      end(proxy, sent);

      assertThat(sent.phases())
          .containsExactly(Phase.ENDORSED, Phase.ORDERED, Phase.ANSWERED, Phase.COMMITTED);
      assertThat(client.ask("get", "run-1-2-7")).isEqualTo("00ff");
    }
  }

  @Test
  void manyTransactionsAreUnderWayAtOnce() throws Exception {
    // No block is cut before all of them are there.
    fabric.faults().gather(200);
    try (Proxy proxy = proxy(Map.of("function", "put"))) {
      List<CompletableFuture<?>> all =
          LongStream.range(1_000, 1_200)
              .<CompletableFuture<?>>mapToObj(
                  i -> proxy.transact(new Sent("n0", i)).toCompletableFuture())
              .toList();
      for (CompletableFuture<?> end : all) {
        end.get(60, TimeUnit.SECONDS);
      }
      assertThat(client.ask("get", "run-1-2-1199")).isEqualTo("00ff");
    }
  }

  @Test
  void ofTwoThatChangeTheSameKeyInABlockOneFails() throws Exception {
    fabric.faults().gather(2);
    try (Proxy proxy =
        proxy(Map.of("function", "append", "arguments", "[\"{name}\", \"{payload}\"]"))) {
      CompletableFuture<?> one = proxy.transact(new Sent("shared", 1)).toCompletableFuture();
      CompletableFuture<?> two = proxy.transact(new Sent("shared", 2)).toCompletableFuture();

      assertThatThrownBy(() -> CompletableFuture.allOf(one, two).get(60, TimeUnit.SECONDS))
          .cause()
          .hasMessage("the peers found the transaction invalid: MVCC_READ_CONFLICT");
      assertThat(client.ask("get", "shared")).isEqualTo("00ff");
    }
  }

  @Test
  void whatTheChaincodeRefusesFailsWithItsWords() throws Exception {
    try (Proxy proxy = proxy(Map.of("function", "fail", "arguments", "[\"gone\"]"))) {
      assertThatThrownBy(() -> end(proxy, new Sent("n0", 1)))
          .cause()
          .hasMessageStartingWith("the endorsement failed: ")
          .hasMessageContaining("MSP: chaincode response 500, gone");
    }
  }

  @Test
  void anEvaluationWritesNothing() throws Exception {
    try (Proxy proxy = proxy(Map.of("goal", "evaluate"))) {
      end(proxy, new Sent("n0", 8));

      assertThat(client.ask("get", "run-1-2-8")).isEmpty();
    }
  }

  @Test
  void aTransactionWhoseSubmissionIsNotAnsweredIsCountedOnceItIsCommitted() throws Exception {
    fabric.faults().lose(orchestrator.loopback.fault.Step.SUBMIT, Loss.ANSWER_CUT, 1);
    try (Proxy proxy = proxy(Map.of())) {
      Sent sent = new Sent("n0", 9);
      end(proxy, sent);

      assertThat(sent.phases()).endsWith(Phase.COMMITTED).doesNotContain(Phase.ORDERED);
      assertThat(fabric.faults().lost(orchestrator.loopback.fault.Step.SUBMIT)).isOne();
    }
  }

  @Test
  void aPeerThatGoesIsDeadAndLivesAgainWhenItComesBack() throws Exception {
    try (Proxy proxy = proxy(Map.of())) {
      assertThat(proxy.isAlive()).isTrue();
      fabric.stopPeer(ONE);
      try {
        assertThat(proxy.isAlive()).isFalse();
      } finally {
        fabric.startPeer(ONE);
      }
      // It connects again when it is asked, however long ago it last tried.
      long bound = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
      boolean alive = proxy.isAlive();
      while (!alive && System.nanoTime() < bound) {
        alive = proxy.isAlive();
      }
      assertThat(alive).isTrue();
    }
  }

  @Test
  void aPeerWhoseCertificateIsNotTrustedIsNotSpokenTo() throws Exception {
    String other = fabric.identities().resolveSibling("MyOrg2MSP").resolve("tlsca.pem").toString();
    try (Proxy proxy = proxy(Map.of("tls-ca", other))) {
      assertThatThrownBy(() -> end(proxy, new Sent("n0", 10)))
          .cause()
          .hasMessageContaining("cannot be reached: ");
      assertThat(proxy.isAlive()).isFalse();
    }
  }

  /** The proxy of a node that says where its peer is, as the options say whom to trust. */
  private static Proxy proxy(Map<String, String> changes) throws Exception {
    Path material = fabric.identities().resolveSibling(ONE);
    Map<String, String> options = UserFixture.options(material, ONE);
    options.put("tls-ca", material.resolve("tlsca.pem").toString());
    options.putAll(changes);
    try (Proxies proxies = new FabricProxyType().open(options)) {
      return proxies.connect(JsonNodeFactory.instance.objectNode().put("gateway", endpoint()));
    }
  }

  private static void end(Proxy proxy, Sent sent) throws Exception {
    proxy.transact(sent).toCompletableFuture().get(60, TimeUnit.SECONDS);
  }

  /** Where the peer listens, as the list of identities says. */
  private static String endpoint() throws IOException {
    List<String> lines = Files.readAllLines(fabric.identities());
    return lines.subList(lines.indexOf(ONE + ":"), lines.size()).stream()
        .filter(line -> line.startsWith("  endpoint: "))
        .findFirst()
        .orElseThrow()
        .substring("  endpoint: ".length());
  }
}
