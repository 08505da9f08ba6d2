package orchestrator.learning.asset;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Optional;
import orchestrator.learning.LearningSettings.RuleSet;
import orchestrator.learning.rule.Fact;
import orchestrator.proto.ComputeTask;
import orchestrator.proto.ComputeTaskStatus;
import orchestrator.proto.Event;
import orchestrator.proto.EventKind;
import orchestrator.proto.Function;
import orchestrator.proto.NewFunction;
import orchestrator.proto.Permission;
import orchestrator.proto.Permissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What somebody registers past the calls of learning can say what those never say. */
class FactReaderTest {
  private static Optional<Fact> problem(String key, String value) {
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("uuid", "P");
    NewFunction problem =
        Registrations.problem(body, new Fact.Terms(RuleSet.CORRECTED, Duration.ofMinutes(1), 3));
    return FactReader.read(
        Event.newBuilder()
            .setEventKind(EventKind.EVENT_ASSET_CREATED)
            .setFunction(
                Function.newBuilder()
                    .setKey(problem.getKey())
                    .setPermissions(
                        Permissions.newBuilder()
                            .setProcess(Permission.newBuilder().setPublic(true)))
                    .putAllMetadata(problem.getMetadataMap())
                    .putMetadata(key, value))
            .build());
  }

  @Test
  void whatIsRegisteredHereIsRead() {
    assertThat(problem("x", "y")).isPresent();
    assertThat(problem(Names.LEASE, "PT2M")).isPresent();
  }

  @ParameterizedTest
  @CsvSource({
    "learning.lease, PT2562047788015215H",
    "learning.lease, PT0S",
    "learning.lease, PT-1S",
    "learning.lease, 1m",
    "learning.tries, 0",
    "learning.tries, -1",
    "learning.tries, 99999999999",
    "learning.rules, mine",
    "learning.body, '{\"uuid\": \"P\", \"size_train_dataset\": 1e400}'",
    "learning.body, '{\"uuid\": \"P\", \"workflow\": [{\"a\": -1e99999}]}'",
    "learning.body, '{\"uuid\": 5}'",
    "learning.body, '['",
  })
  void aProblemThatNobodyCouldShowOrTrainIsNone(String key, String value) {
    assertThat(problem(key, value)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{\"perf\": 1e400}", "{\"perf\": 0, \"test_perf\": {\"T\": 1e999999999}}"})
  void aReportWithANumberThatNobodyCouldShowIsNone(String report) {
    Fact fact =
        FactReader.read(
                Event.newBuilder()
                    .setEventKind(EventKind.EVENT_ASSET_UPDATED)
                    .setComputeTask(
                        ComputeTask.newBuilder()
                            .setStatus(ComputeTaskStatus.STATUS_DONE)
                            .putMetadata(Names.KIND, "learnuplet"))
                    .putMetadata("reason", report)
                    .build())
            .orElseThrow();
    assertThat(((Fact.TaskChanged) fact).report()).isEmpty();
  }
}
