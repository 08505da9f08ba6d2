package orchestrator.demo.hospital;

import com.google.gson.Gson;
import java.util.List;
import java.util.stream.Stream;
import orchestrator.client.spec.FolderStore;
import orchestrator.client.worker.TaskContext;
import orchestrator.demo.learning.DiagnosisModel;
import orchestrator.demo.learning.FeatureSums;
import orchestrator.demo.learning.MedicalRecord;
import orchestrator.demo.learning.Score;
import orchestrator.demo.study.Step;
import orchestrator.demo.study.Study;
import orchestrator.proto.ComputeTaskInputAsset;

/** Computes each of the study's functions for a hospital; sums and models travel as JSON. */
record HospitalFunctions(PrivateRecords records, FolderStore store) {
  private static final Gson JSON = new Gson();

  /** The name of the file of a task's model, the same in every try of the task. */
  static String fileName(String task) {
    return "models/" + task + ".json";
  }

  /** Computes a task, as often as it is tried. */
  void compute(Step step, TaskContext task) {
    switch (step) {
      case DESCRIBE -> put(task, step, FeatureSums.of(records(task)));
      case POOL ->
          put(
              task,
              step,
              DiagnosisModel.untrained(
                  inputs(task, FeatureSums.class).reduce(FeatureSums::plus).orElseThrow()));
      case TRAIN -> {
        List<MedicalRecord> own = records(task);
        DiagnosisModel start =
            inputs(task, DiagnosisModel.class)
                .findFirst()
                .orElseGet(() -> DiagnosisModel.untrained(FeatureSums.of(own)));
        int steps = Integer.parseInt(task.task().getMetadataOrThrow(Study.STEPS));
        put(task, step, start.train(steps, own));
      }
      case AGGREGATE ->
          put(task, step, DiagnosisModel.average(inputs(task, DiagnosisModel.class).toList()));
      case TEST -> {
        DiagnosisModel model = inputs(task, DiagnosisModel.class).findFirst().orElseThrow();
        Score score = Score.of(model::chance, records(task));
        task.registerPerformance(Step.ACCURACY, (float) score.accuracy());
        task.registerPerformance(Step.AUC, (float) score.auc());
      }
    }
  }

  private List<MedicalRecord> records(TaskContext task) {
    return task.dataSamples().stream().flatMap(sample -> records.read(sample).stream()).toList();
  }

  private <T> Stream<T> inputs(TaskContext task, Class<T> kind) {
    return task.inputs().stream()
        .filter(ComputeTaskInputAsset::hasModel)
        .map(input -> JSON.fromJson(store.readText(input.getModel().getAddress()), kind));
  }

  private void put(TaskContext task, Step step, Object artefact) {
    task.registerModel(
        step.outputs().get(0),
        store.write(
            task.client().organization(),
            fileName(task.task().getKey()),
            JSON.toJson(artefact) + "\n"));
  }
}
