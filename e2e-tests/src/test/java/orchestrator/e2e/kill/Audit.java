package orchestrator.e2e.kill;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import orchestrator.e2e.harness.api.Party;
import orchestrator.e2e.harness.api.Stored;
import orchestrator.proto.ComputePlan;
import orchestrator.proto.ComputeTask;
import orchestrator.proto.ComputeTaskStatus;
import orchestrator.proto.DataSample;
import orchestrator.proto.Model;

/** Holds what is stored after a kill against the book of the round. */
record Audit(Party party, Book book, Stored stored) {

  void check() {
    everythingAcknowledgedIsThere();
    nothingIsThereByHalves();
    everyValueIsTheLastAcknowledgedOrTheOneInFlight();
  }

  private void everythingAcknowledgedIsThere() {
    assertThat(stored.all().keySet()).containsAll(book.certain());
    for (var answer : book.acknowledged()) {
      if (answer instanceof ComputePlan plan) {
        assertThat(stored.plans()).containsKey(plan.getKey());
      } else if (answer instanceof DataSample sample) {
        assertThat(stored.samples()).containsEntry(sample.getKey(), sample);
      } else if (answer instanceof Model model) {
        assertThat(party.model(model.getKey())).isEqualTo(model);
      } else {
        throw new AssertionError("nothing is known of " + answer);
      }
    }
  }

  private void nothingIsThereByHalves() {
    Set<String> there = stored.all().keySet();
    for (List<String> batch : book.batches()) {
      assertThat(batch.stream().filter(there::contains).count())
          .as("of one batch")
          .isIn(0L, (long) batch.size());
    }
    book.models()
        .forEach(
            (task, keys) -> {
              List<Model> models = party.modelsOf(task);
              if (!models.isEmpty()) {
                assertThat(models)
                    .extracting(Model::getKey)
                    .containsExactlyInAnyOrderElementsOf(keys);
              }
            });
    for (Book.Family family : book.families()) {
      ComputeTask parent = stored.tasks().get(family.parent());
      if (parent != null) {
        boolean done = parent.getStatus() == ComputeTaskStatus.STATUS_DONE;
        assertThat(
                family.children().stream()
                    .map(child -> stored.tasks().get(child).getStatus())
                    .collect(Collectors.toSet()))
            .containsExactly(
                done
                    ? ComputeTaskStatus.STATUS_WAITING_FOR_EXECUTOR_SLOT
                    : ComputeTaskStatus.STATUS_WAITING_FOR_PARENT_TASKS);
      }
    }
  }

  private void everyValueIsTheLastAcknowledgedOrTheOneInFlight() {
    stored.plans().values().stream()
        .filter(plan -> !book.allows(plan.getKey(), plan.getName()))
        .forEach(plan -> failure(plan.getKey(), plan.getName()));
    stored.tasks().values().stream()
        .filter(task -> !book.allows(task.getKey(), task.getStatus()))
        .forEach(task -> failure(task.getKey(), task.getStatus()));
  }

  private static void failure(String key, Object value) {
    throw new AssertionError(key + " was acknowledged as something else than " + value);
  }
}
