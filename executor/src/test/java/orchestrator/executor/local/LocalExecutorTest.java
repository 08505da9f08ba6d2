package orchestrator.executor.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import orchestrator.executor.Execution;
import orchestrator.executor.ExecutorSettings;
import orchestrator.executor.WorkResult;
import orchestrator.executor.WorkResult.Status;
import orchestrator.executor.Works;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LocalExecutorTest {
  private LocalExecutor executor = new LocalExecutor(ExecutorSettings.DEFAULT);

  @AfterEach
  void close() {
    executor.close();
  }

  private void use(ExecutorSettings settings) {
    executor.close();
    executor = new LocalExecutor(settings);
  }

  private WorkResult run(Works works) {
    return executor.start(works.work()).outcome().join();
  }

  @Test
  void nilSucceedsAtOnceAndKeepsTheOutputs() {
    Execution execution = executor.start(Works.of("nil", "").wants("a").work());

    assertThat(execution.outcome()).isCompletedWithValue(WorkResult.succeeded(Map.of("a", ""), ""));
  }

  @Test
  void noEngineAndNoArtifactIsNil() {
    assertThat(run(Works.of("", "")).status()).isEqualTo(Status.SUCCEEDED);
  }

  @Test
  void anArtifactWithoutAnEngineFails() {
    assertThat(run(Works.of("", "x")).reason()).isEqualTo("no engine is named, only an artifact");
  }

  @Test
  void sleepPutsOutItsNameAndTheTime() {
    long before = Instant.now().getEpochSecond();

    WorkResult outcome = run(Works.of("sleep", "", "seconds=0.01").named("ann_o").wants("mine"));

    assertThat(outcome.status()).isEqualTo(Status.SUCCEEDED);
    assertThat(outcome.outputs()).containsOnlyKeys("mine", "result").containsEntry("mine", "");
    assertThat(outcome.outputs().get("result")).matches("ann_o_[0-9]+");
    assertThat(Long.parseLong(outcome.outputs().get("result").substring(6)))
        .isBetween(before, before + 60);
  }

  @Test
  void sleepTakesAsLongAsAsked() {
    long start = System.nanoTime();

    run(Works.of("sleep", "", "milliseconds=120", "else=1"));

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(119));
  }

  @Test
  void sleepThatIsAskedForNonsenseFails() {
    for (String wrong : List.of("seconds=x", "seconds=-1", "seconds=1e9", "seconds=99999999999")) {
      assertThat(run(Works.of("sleep", "", wrong)).reason())
          .isEqualTo("the argument " + wrong + " must be a number from 0 to a year");
    }
  }

  @Test
  void tenThousandSleepWithoutAThreadEach() {
    use(ExecutorSettings.DEFAULT.with(ExecutorSettings.Limits.DEFAULT.with(10_000, 0)));
    int before = Thread.activeCount();
    List<Execution> all = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      all.add(executor.start(Works.of("sleep", "", "seconds=0.5").work()));
    }

    assertThat(Thread.activeCount()).isLessThan(before + 10);
    assertThat(all)
        .allSatisfy(
            execution ->
                assertThat(execution.outcome().join().status()).isEqualTo(Status.SUCCEEDED));
  }

  @Test
  void sleepIsStoppedAtOnce() {
    Execution execution = executor.start(Works.of("sleep", "", "seconds=100").work());

    execution.cancel();

    assertThat(execution.outcome().join().status()).isEqualTo(Status.CANCELED);
  }

  @Test
  void aTimeOutIsAFailure() {
    WorkResult outcome = run(Works.of("sleep", "", "seconds=100").within(Duration.ofMillis(50)));

    assertThat(outcome.status()).isEqualTo(Status.FAILED);
    assertThat(outcome.reason()).isEqualTo("it ran longer than 0.05 s");
  }

  @Test
  void theExecutorsLimitOfTimeHoldsForAll() {
    use(
        ExecutorSettings.DEFAULT.with(
            ExecutorSettings.Limits.DEFAULT.withTime(Duration.ofMillis(60))));

    assertThat(run(Works.of("sleep", "", "seconds=100")).reason())
        .isEqualTo("it ran longer than 0.06 s");
    assertThat(run(Works.of("sleep", "", "seconds=100").within(Duration.ofHours(1))).reason())
        .isEqualTo("it ran longer than 0.06 s");
    assertThat(run(Works.of("sleep", "", "seconds=100").within(Duration.ofMillis(20))).reason())
        .isEqualTo("it ran longer than 0.02 s");
  }

  @Test
  void anUnknownEngineIsAFailureThatTellsWhichThereAre() {
    WorkResult outcome = run(Works.of("default", "x"));

    assertThat(outcome.status()).isEqualTo(Status.FAILED);
    assertThat(outcome.reason())
        .startsWith("there is no engine default; there are ")
        .contains("nil, ", "shell, ", "sleep");
  }

  @Test
  void anEngineThatIsNotAllowedIsAFailureThatNamesTheSetting() {
    WorkResult outcome = run(Works.script("true"));

    assertThat(outcome.status()).isEqualTo(Status.FAILED);
    assertThat(outcome.reason())
        .isEqualTo(
            "the engine shell is not allowed at executor self:"
                + " the allowed engines (--engines) are nil, sleep");
  }

  @Test
  void aClosedExecutorStopsWhatRunsAndTakesNoMore() {
    Execution execution = executor.start(Works.of("sleep", "", "seconds=100").work());

    executor.close();

    assertThat(execution.outcome().join().status()).isEqualTo(Status.CANCELED);
    assertThat(executor.isHealthy()).isFalse();
    assertThat(run(Works.of("nil", "")).reason()).isEqualTo("executor self is closed");
  }
}
