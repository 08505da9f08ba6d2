package orchestrator.e2e.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import orchestrator.proto.ComputeTaskStatus;
import orchestrator.proto.FunctionAction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Calls that meet: one of them wins, and the others see that it has. */
class ConflictTest extends Scenario {
  private static final int CALLERS = 8;

  private final ExecutorService threads = Executors.newFixedThreadPool(CALLERS);

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  private List<Status.Code> atOnce(Runnable call) throws Exception {
    List<Callable<Status.Code>> calls = new ArrayList<>();
    for (int i = 0; i < CALLERS; i++) {
      calls.add(
          () -> {
            try {
              call.run();
              return Status.Code.OK;
            } catch (StatusRuntimeException e) {
              return e.getStatus().getCode();
            }
          });
    }
    List<Status.Code> answers = new ArrayList<>();
    for (Future<Status.Code> answer : threads.invokeAll(calls)) {
      answers.add(answer.get());
    }
    return answers;
  }

  @Test
  void ofTheSameKeyOneIsRegistered() throws Exception {
    List<Status.Code> answers = atOnce(() -> one.register(plan("plan")));

    assertThat(answers).containsOnlyOnce(Status.Code.OK);
    assertThat(answers).containsOnly(Status.Code.OK, Status.Code.ALREADY_EXISTS);
  }

  @Test
  void aTaskIsStartedOnce() throws Exception {
    aPlanAndAFunction();
    one.register(task("task"));

    List<Status.Code> answers = atOnce(() -> one.start(key("task")));

    assertThat(answers).containsOnlyOnce(Status.Code.OK);
    assertThat(answers).containsOnly(Status.Code.OK, Status.Code.INVALID_ARGUMENT);
  }

  @Test
  void theLastOfTwoParentsFreesTheirChildWhicheverItIs() throws Exception {
    aPlanAndAFunction();
    for (int round = 0; round < 5; round++) {
      String left = "left" + round;
      String right = "right" + round;
      one.register(task(left), task(right), child("child" + round, left, right));
      one.start(key(left));
      one.start(key(right));
      Future<?> first = threads.submit(() -> one.finish(key(left)));
      Future<?> second = threads.submit(() -> one.finish(key(right)));
      first.get();
      second.get();

      assertThat(one.status(key("child" + round)))
          .isEqualTo(ComputeTaskStatus.STATUS_WAITING_FOR_EXECUTOR_SLOT);
    }
  }

  @Test
  void aTaskThatIsRegisteredWhileItsFunctionGetsReadyIsNotForgotten() throws Exception {
    one.register(plan("plan"));
    for (int round = 0; round < 5; round++) {
      String function = one.register(function("function " + round)).getKey();
      String task = "task" + round;
      one.apply(function, FunctionAction.FUNCTION_ACTION_BUILDING);
      Future<?> ready =
          threads.submit(() -> one.apply(function, FunctionAction.FUNCTION_ACTION_READY));
      one.register(task(task).setFunctionKey(function));
      ready.get();

      assertThat(one.status(key(task)))
          .isEqualTo(ComputeTaskStatus.STATUS_WAITING_FOR_EXECUTOR_SLOT);
    }
  }
}
