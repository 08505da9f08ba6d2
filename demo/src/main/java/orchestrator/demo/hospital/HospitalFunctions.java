package orchestrator.demo.hospital;

import java.util.List;
import java.util.stream.Stream;
import orchestrator.client.worker.TaskContext;
import orchestrator.client.worker.TaskHandler;
import orchestrator.demo.data.MedicalRecord;
import orchestrator.demo.learning.Artefact;
import orchestrator.demo.learning.ArtefactText;
import orchestrator.demo.learning.DiagnosisModel;
import orchestrator.demo.learning.FeatureSums;
import orchestrator.demo.learning.FederatedAverage;
import orchestrator.demo.learning.GradientDescent;
import orchestrator.demo.learning.Score;
import orchestrator.demo.storage.ArtefactStore;
import orchestrator.demo.study.Names;
import orchestrator.demo.study.Step;
import orchestrator.proto.Model;

/** How a hospital computes each of the study's functions. */
public final class HospitalFunctions {

  /** The kind of file that models are, in the store. */
  static final String MODELS = "models";

  private final String organization;
  private final PrivateRecords records;
  private final ArtefactStore store;

  HospitalFunctions(String organization, PrivateRecords records, ArtefactStore store) {
    this.organization = organization;
    this.records = records;
    this.store = store;
  }

  TaskHandler handler(Step step) {
    return switch (step) {
      case DESCRIBE -> this::describe;
      case POOL -> this::pool;
      case TRAIN -> this::train;
      case AGGREGATE -> this::aggregate;
      case TEST -> this::test;
    };
  }

  /** The name of the file of a task's model, the same in every try of the task. */
  static String fileName(String task) {
    return task + ".txt";
  }

  private void describe(TaskContext task) {
    put(task, Names.SUMS, FeatureSums.of(records(task)));
  }

  private void pool(TaskContext task) {
    List<FeatureSums> sums = texts(task, Names.SUMS).map(ArtefactText::readSums).toList();
    put(task, Names.MODEL, FederatedAverage.commonStart(sums));
  }

  private void train(TaskContext task) {
    List<MedicalRecord> own = records(task);
    DiagnosisModel start =
        texts(task, Names.MODEL)
            .findFirst()
            .map(ArtefactText::readModel)
            .orElseGet(() -> DiagnosisModel.untrained(FeatureSums.of(own)));
    int steps = Integer.parseInt(task.task().getMetadataOrThrow(Names.STEPS));
    put(task, Names.MODEL, new GradientDescent(steps).train(start, own));
  }

  private void aggregate(TaskContext task) {
    List<DiagnosisModel> models = texts(task, Names.MODELS).map(ArtefactText::readModel).toList();
    put(task, Names.MODEL, FederatedAverage.of(models));
  }

  private void test(TaskContext task) {
    DiagnosisModel model =
        texts(task, Names.MODEL).map(ArtefactText::readModel).findFirst().orElseThrow();
    Score score = Score.of(model, records(task));
    task.registerPerformance(Names.ACCURACY, (float) score.accuracy());
    task.registerPerformance(Names.AUC, (float) score.auc());
  }

  private List<MedicalRecord> records(TaskContext task) {
    return task.dataSamples().stream().flatMap(sample -> records.read(sample).stream()).toList();
  }

  private Stream<String> texts(TaskContext task, String input) {
    return task.models(input).stream().map(Model::getAddress).map(store::read);
  }

  private void put(TaskContext task, String output, Artefact artefact) {
    String file = fileName(task.task().getKey());
    task.registerModel(
        output, store.write(organization, MODELS, file, ArtefactText.write(artefact)));
  }
}
