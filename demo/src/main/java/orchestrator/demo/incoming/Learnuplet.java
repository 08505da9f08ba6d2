package orchestrator.demo.incoming;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Is a task of training, as the service tells it.
 *
 * @param start the model to start from, the algorithm's id for a beginning; empty while the task is
 *     held
 * @param end the id of the model that comes of it
 * @param chances that each test record's diagnosis got which is the right one
 */
record Learnuplet(
    String uuid,
    String algo,
    Optional<String> start,
    String end,
    List<String> trainData,
    List<String> testData,
    int rank,
    String status,
    OptionalDouble perf,
    Map<String, Double> chances) {

  static Learnuplet of(Document document) {
    return new Learnuplet(
        document.text("uuid"),
        document.text("algo"),
        document.find("model_start"),
        document.text("model_end"),
        document.texts("train_data"),
        document.texts("test_data"),
        (int) document.number("rank").orElse(-1),
        document.text("status"),
        document.number("perf"),
        document.numbers("test_perf"));
  }
}
