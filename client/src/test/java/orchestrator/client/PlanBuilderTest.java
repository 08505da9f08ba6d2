package orchestrator.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.util.List;
import orchestrator.client.fake.FakeServer;
import orchestrator.client.spec.Keys;
import orchestrator.proto.ComputePlanServiceGrpc;
import orchestrator.proto.ComputeTask;
import orchestrator.proto.ComputeTaskInput;
import orchestrator.proto.ComputeTaskServiceGrpc;
import orchestrator.proto.NewComputeTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlanBuilderTest {
  private FakeServer server;
  private OrchestratorClient client;

  @BeforeEach
  void start() throws Exception {
    server = new FakeServer();
    client = server.client().build();
  }

  @AfterEach
  void stop() throws Exception {
    client.close();
    server.close();
  }

  /** What a program builds each time that it starts. */
  private static PlanBuilder study(OrchestratorClient client) {
    PlanBuilder plan = client.plan("study").key(Keys.named("study"));
    TaskBuilder train = train(plan, "study/train").output("model");
    train(plan, "study/test").input("model", train, "model").performance("accuracy");
    return plan;
  }

  private static TaskBuilder train(PlanBuilder plan, String name) {
    return plan.task(Keys.named("function")).key(Keys.named(name)).worker("MyOrg1MSP");
  }

  @Test
  void aPlanThatIsBuiltOnceMoreAfterALostAnswerAndARestartIsRecognised() {
    server.faults().loseAnswer(ComputeTaskServiceGrpc.getRegisterTasksMethod());
    try (OrchestratorClient crashing = server.client().retryBudget(Duration.ZERO).build()) {
      assertThat(
              catchThrowableOfType(OrchestratorException.class, () -> study(crashing).register()))
          .matches(OrchestratorException::outcomeUnknown, "has an unknown outcome");
    }

    PlanBuilder.RegisteredPlan registered = study(client).register();

    assertThat(registered.plan().getKey()).isEqualTo(Keys.named("study"));
    assertThat(registered.tasks())
        .extracting(ComputeTask::getKey)
        .containsExactly(Keys.named("study/train"), Keys.named("study/test"));
    assertThat(study(client).register()).isEqualTo(registered);
  }

  @Test
  void aPlanOfWhichOnlyItselfWasRegisteredBeforeGetsItsTasks() {
    client.call(ComputePlanServiceGrpc.getRegisterPlanMethod(), study(client).toMessage());

    assertThat(study(client).register().tasks()).hasSize(2);
  }

  @Test
  void aPlanOfTheSameKeysAndOtherContentIsAConflict() {
    study(client).register();
    PlanBuilder tagged = study(client).tag("other");
    PlanBuilder longer = study(client);
    train(longer, "study/more").output("model");

    assertThat(catchThrowableOfType(OrchestratorException.class, tagged::register))
        .matches(refusal -> refusal.is(ErrorCode.CONFLICT), "is a conflict");
    assertThat(catchThrowableOfType(OrchestratorException.class, longer::register))
        .matches(refusal -> refusal.is(ErrorCode.CONFLICT), "is a conflict");
  }

  @Test
  void keysThatAreNotGivenAreRandomAndStay() {
    PlanBuilder plan = client.plan("study");
    TaskBuilder task = plan.task(Keys.random());

    assertThat(plan.toMessage().getKey()).isEqualTo(plan.key());
    assertThat(plan.taskMessages())
        .extracting(NewComputeTask::getKey, NewComputeTask::getComputePlanKey)
        .containsExactly(tuple(task.key(), plan.key()));
    assertThat(client.plan("study").key()).isNotEqualTo(plan.key());
  }

  @Test
  void aMultipleInputTakesItsAssetsInTheirOrder() {
    PlanBuilder plan = client.plan("study");
    List<String> samples = List.of(Keys.named("z"), Keys.named("a"), Keys.named("m"));
    plan.task(Keys.random()).inputs("data", samples);

    assertThat(plan.taskMessages().get(0).getInputsList())
        .extracting(ComputeTaskInput::getIdentifier, ComputeTaskInput::getAssetKey)
        .containsExactlyElementsOf(samples.stream().map(key -> tuple("data", key)).toList());
  }

  @Test
  void aKeyThatOthersReferToAlreadyCannotBeChosenAnyMore() {
    PlanBuilder plan = client.plan("study");
    TaskBuilder parent = plan.task(Keys.random());
    plan.task(Keys.random()).input("model", parent, "model");

    assertThatThrownBy(() -> plan.key(Keys.random())).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> parent.key(Keys.random())).isInstanceOf(IllegalStateException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "study",
        "2E6B5BD6-4E5F-4E0C-8A1B-6B0D3C7F9A10",
        "2e6b5bd64e5f4e0c8a1b6b0d3c7f9a10",
        "2e6b5bd6-4e5f-4e0c-8a1b-6b0d3c7f9a1",
        "2e6b5bd6-4e5f-4e0c-8a1b-6b0d3c7f9a10\n"
      })
  void aKeyThatIsNoLowerCaseUuidIsRefusedWhereItIsGiven(String key) {
    PlanBuilder plan = client.plan("study");

    assertThatThrownBy(() -> plan.key(key))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("lower-case UUID");
    assertThatThrownBy(() -> plan.task(Keys.random()).key(key))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
