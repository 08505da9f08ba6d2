package orchestrator.scenario.proxy.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.grpc.Status;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import orchestrator.proto.Function;
import orchestrator.proto.NewFunction;
import orchestrator.scenario.proxy.Phase;
import orchestrator.scenario.proxy.Proxy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ApiProxyTest {
  private FakeServer server;
  private ApiProxies proxies;

  @BeforeEach
  void start() throws Exception {
    server = FakeServer.start();
    proxies = (ApiProxies) new ApiProxyType().open(Map.of("server", server.target()));
  }

  @AfterEach
  void end() throws Exception {
    proxies.close();
    server.close();
  }

  private Proxy node(String... options) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    for (int i = 0; i < options.length; i += 2) {
      node.put(options[i], options[i + 1]);
    }
    return proxies.connect(node);
  }

  private static void await(CompletionStage<?> end) throws Exception {
    end.toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  private static String failure(CompletionStage<?> end) throws Exception {
    try {
      await(end);
    } catch (ExecutionException e) {
      return String.valueOf(e.getCause().getMessage());
    }
    throw new AssertionError("it did not fail");
  }

  private static void until(BooleanSupplier condition) throws InterruptedException {
    while (!condition.getAsBoolean()) {
      Thread.sleep(1);
    }
  }

  private void answerAndTell() {
    server.registration =
        (function, observer) -> {
          FakeServer.answer(observer, Function.getDefaultInstance());
          server.tellRegistered(function.getKey());
        };
  }

  private NewFunction nextRegistration() throws InterruptedException {
    until(() -> !server.registered.isEmpty());
    return server.registered.get(0);
  }

  @Test
  void aTransactionIsCommittedWhenItsEventComes() throws Exception {
    Proxy node = node();
    server.subscriptions.take();
    Sent sent = Sent.of(0, "ab");

    CompletionStage<?> end = node.transact(sent);
    NewFunction registered = nextRegistration();
    until(() -> !sent.phases().isEmpty());

    assertThat(sent.phases()).containsExactly(Phase.ANSWERED);
    assertThat(end.toCompletableFuture()).isNotDone();
    server.tellRegistered(registered.getKey());
    await(end);
    assertThat(sent.phases()).containsExactly(Phase.ANSWERED, Phase.COMMITTED);
    assertThat(registered.getMetadataMap()).isEqualTo(Map.of("p00000", "ab"));
  }

  @Test
  void anEventThatComesBeforeTheAnswerCounts() throws Exception {
    Proxy node = node();
    server.subscriptions.take();
    CompletableFuture<Runnable> answer = new CompletableFuture<>();
    server.registration =
        (function, observer) -> {
          server.tellRegistered(function.getKey());
          answer.complete(() -> FakeServer.answer(observer, Function.getDefaultInstance()));
        };
    Sent sent = Sent.of(0, "");

    CompletionStage<?> end = node.transact(sent);
    until(() -> !sent.phases().isEmpty());
    answer.get().run();

    await(end);
    assertThat(sent.phases()).containsExactly(Phase.COMMITTED, Phase.ANSWERED);
  }

  @Test
  void aTransactionWhoseEventNeverComesHasFailed() throws Exception {
    Proxy node = node("event-wait", "0.05");
    Sent sent = Sent.of(0, "");

    assertThat(failure(node.transact(sent)))
        .isEqualTo("RegisterFunction was answered, but the event did not come within 50 ms.");
    assertThat(sent.phases()).containsExactly(Phase.ANSWERED);
    assertThat(waiting(node)).isZero();
  }

  @Test
  void withoutAnEventWaitTheAnswerEndsIt() throws Exception {
    Proxy node = node("event-wait", "0");
    Sent sent = Sent.of(0, "");

    await(node.transact(sent));

    assertThat(sent.phases()).containsExactly(Phase.ANSWERED, Phase.COMMITTED);
    assertThat(server.subscriptions).isEmpty();
  }

  @Test
  void aRefusalIsToldAsTheServerSaysIt() throws Exception {
    Proxy node = node();
    server.registration =
        (function, observer) ->
            observer.onError(
                Status.ALREADY_EXISTS.withDescription("OE0006: it is there").asException());
    Sent sent = Sent.of(0, "");

    assertThat(failure(node.transact(sent)))
        .isEqualTo("RegisterFunction: OE0006: it is there (ALREADY_EXISTS)");
    assertThat(sent.phases()).isEmpty();
    assertThat(server.registered).hasSize(1);
    assertThat(waiting(node)).isZero();
  }

  @Test
  void aLostAnswerIsNoFailureWhenTheEventHasCome() throws Exception {
    Proxy node = node();
    server.subscriptions.take();
    CompletableFuture<Runnable> lose = new CompletableFuture<>();
    server.registration =
        (function, observer) -> {
          server.tellRegistered(function.getKey());
          lose.complete(() -> observer.onError(Status.UNAVAILABLE.asException()));
        };
    Sent sent = Sent.of(0, "");

    CompletionStage<?> end = node.transact(sent);
    until(() -> !sent.phases().isEmpty());
    lose.get().run();

    await(end);
    assertThat(sent.phases()).containsExactly(Phase.COMMITTED);
  }

  @Test
  void aServerThatDoesNotAnswerIsWaitedForOnlySoLong() throws Exception {
    proxies =
        (ApiProxies)
            new ApiProxyType().open(Map.of("server", server.target(), "call-timeout", "0.1"));
    server.registration = (function, observer) -> {};
    Proxy node = node();

    assertThat(failure(node.transact(Sent.of(0, ""))))
        .startsWith("RegisterFunction: ")
        .contains("DEADLINE_EXCEEDED");
    assertThat(waiting(node)).isZero();
  }

  @Test
  void aServerThatGoesAwayFailsWhatIsUnderWayAndIsFoundAgain() throws Exception {
    Proxy node = node();
    int port = server.port();
    server.registration = (function, observer) -> {};
    CompletionStage<?> underWay = node.transact(Sent.of(0, ""));
    nextRegistration();

    server.close();

    assertThat(failure(underWay)).startsWith("RegisterFunction: ");
    assertThatThrownBy(node::isAlive).hasMessageContaining("DEADLINE_EXCEEDED");
    server = FakeServer.startOn(port);
    answerAndTell();
    assertThat(node.isAlive()).isTrue();
    server.subscriptions.take();
    await(node.transact(Sent.of(1, "")));
  }

  @Test
  void aSubscriptionThatBreaksGoesOnBehindTheLastEvent() throws Exception {
    Proxy node = node();
    assertThat(server.subscriptions.take()).isEqualTo("last");
    answerAndTell();
    Sent first = Sent.of(0, "");
    await(node.transact(first));

    server.breakSubscriptions(Status.UNAVAILABLE.asException());

    assertThat(server.subscriptions.take()).isEqualTo("event-" + Assets.function(first).getKey());
    await(node.transact(Sent.of(1, "")));
  }

  @Test
  void aRefusedSubscriptionFailsWhatWaitsAndBeginsAnewWhenTheNodeIsAsked() throws Exception {
    Proxy node = node();
    server.subscriptions.take();
    Sent sent = Sent.of(0, "");
    CompletionStage<?> waits = node.transact(sent);
    until(() -> !sent.phases().isEmpty());

    server.breakSubscriptions(
        Status.NOT_FOUND.withDescription("OE0002: no such event").asException());

    assertThat(failure(waits))
        .startsWith("RegisterFunction was answered, but the events cannot be followed: ")
        .contains("no such event");
    answerAndTell();
    assertThat(node.isAlive()).isTrue();
    assertThat(server.subscriptions.take()).isEqualTo("last");
    await(node.transact(Sent.of(1, "")));
  }

  @Test
  void aServerThatIsNotReadyIsNotAlive() throws Exception {
    Proxy node = node();
    assertThat(node.isAlive()).isTrue();

    server.health = ServingStatus.NOT_SERVING;

    assertThat(node.isAlive()).isFalse();
  }

  @Test
  void aNodeWhoseServerIsAwayCannotBeConnected() throws Exception {
    server.close();

    assertThatThrownBy(this::node)
        .hasMessageStartingWith(server.target() + " cannot be used: ")
        .hasMessageContaining("UNAVAILABLE");
    assertThat(proxies.connections()).isZero();
  }

  @Test
  void nodesOfOneAddressShareASubscriptionUntilTheLastIsClosed() throws Exception {
    Proxy first = node();
    Proxy second = node();
    Proxy other = node("organization", "Other");
    server.subscriptions.take();
    server.subscriptions.take();
    assertThat(server.subscriptions).isEmpty();
    assertThat(proxies.connections()).isEqualTo(2);

    first.close();
    first.close();
    answerAndTell();
    await(second.transact(Sent.of(0, "")));
    second.close();
    other.close();

    assertThat(proxies.connections()).isZero();
  }

  @Test
  void manyTransactionsAreUnderWayAtOnce() throws Exception {
    Proxy node = node();
    server.subscriptions.take();
    answerAndTell();
    List<CompletionStage<?>> ends = new ArrayList<>();
    for (int number = 0; number < node.mostUnderWay(); number++) {
      ends.add(node.transact(Sent.of(number, "ab")));
    }

    for (CompletionStage<?> end : ends) {
      await(end);
    }

    assertThat(server.registered).hasSize(node.mostUnderWay());
    assertThat(server.registered.stream().map(NewFunction::getKey)).doesNotHaveDuplicates();
    assertThat(waiting(node)).isZero();
  }

  private static int waiting(Proxy node) {
    return ((ApiProxy) node).waiting();
  }
}
