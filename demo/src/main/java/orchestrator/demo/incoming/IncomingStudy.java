package orchestrator.demo.incoming;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Posts a problem, two algorithms and records to the service of learning, and reads what comes of
 * them. It registers no training: they make themselves.
 *
 * @param run its name, a part of the ids
 */
public record IncomingStudy(LearningCalls calls, String run, Patients patients) {
  /** Records of a training; what comes in on a day is cut into pieces of so many. */
  public static final int RECORDS_OF_A_TRAINING = 40;

  private static final String UUID = "uuid";

  /** The id of the problem. */
  public String problem() {
    return "tumours-" + run;
  }

  /** The id of an algorithm. */
  String id(Algorithm algorithm) {
    return algorithm.id() + "-" + run;
  }

  /** The algorithm with an id. */
  Optional<Algorithm> algorithm(String id) {
    return Stream.of(Algorithm.values()).filter(each -> id(each).equals(id)).findFirst();
  }

  /**
   * Posts the problem and the algorithms; nothing is trained before records come in.
   *
   * @throws IncomingException as all that call the service, with a sentence
   */
  public void begin() {
    JsonObject problem = object(UUID, problem());
    problem.addProperty("workflow", "accuracy-on-held-back-records");
    problem.add("test_dataset", array(patients.heldBack()));
    problem.addProperty("size_train_dataset", RECORDS_OF_A_TRAINING);
    calls.post("/problem", problem);
    for (Algorithm each : Algorithm.values()) {
      JsonObject algo = object(UUID, id(each));
      algo.addProperty("problem", problem());
      algo.addProperty("name", each.words());
      calls.post("/algo", algo);
    }
  }

  /** Posts the records of a day, from 1. */
  public void bringIn(int day) {
    JsonObject data = new JsonObject();
    data.add(UUID, array(patients.days().get(day - 1)));
    data.add("problems", array(List.of(problem())));
    calls.post("/data", data);
  }

  /** How many trainings there are to be after a day. */
  public int trainingsUpTo(int day) {
    return Algorithm.values().length
        * patients.days().stream()
            .limit(day)
            .mapToInt(ids -> (ids.size() + RECORDS_OF_A_TRAINING - 1) / RECORDS_OF_A_TRAINING)
            .sum();
  }

  /** How the trainings have gone so far. */
  public Course course() {
    List<Learnuplet> all = learnuplets("");
    return told(
        () ->
            new Course(
                Stream.of(Algorithm.values())
                    .flatMap(
                        algorithm -> Course.of(algorithm, patients, of(algorithm, all)).stream())
                    .toList()));
  }

  private List<Learnuplet> of(Algorithm algorithm, List<Learnuplet> all) {
    return all.stream().filter(each -> each.algo().equals(id(algorithm))).toList();
  }

  /** Tasks of training of the problem. */
  List<Learnuplet> learnuplets(String filter) {
    return documents("learnuplet", filter).stream().map(Learnuplet::of).toList();
  }

  /** Documents of the problem. */
  List<Document> documents(String kind, String filter) {
    String path = "/%s?problem=%s%s".formatted(kind, LearningCalls.encoded(problem()), filter);
    return Document.list(calls.get(path), kind + "s");
  }

  /**
   * Asks for a prediction by the best model there is.
   *
   * @return the id under which its answer is asked for
   */
  public String ask(String record) {
    JsonObject wish = object("data", record);
    wish.addProperty("problem", problem());
    return new Document(calls.post("/prediction", wish)).text(UUID);
  }

  /** The prediction with an id, as far as it is. */
  public Prediction prediction(String id, ModelFolder folder) {
    Document document = new Document(calls.get("/preduplet/" + LearningCalls.encoded(id)));
    String data = document.text("data");
    return told(
        () ->
            new Prediction(
                data,
                document.text("model"),
                document.text("status"),
                document
                    .find("prediction_storage_uuid")
                    .map(
                        stored ->
                            PredictionFile.read(folder.read(ModelFolder.Kind.predictions, stored))),
                patients.record(data).malignant()));
  }

  /** What a worker has told may name what is not there. */
  private static <T> T told(Supplier<T> reading) {
    try {
      return reading.get();
    } catch (IllegalArgumentException e) {
      throw new IncomingException("what a worker has told is of no use: " + e.getMessage(), false);
    }
  }

  static JsonObject object(String name, String value) {
    JsonObject object = new JsonObject();
    object.addProperty(name, value);
    return object;
  }

  private static JsonArray array(List<String> texts) {
    JsonArray array = new JsonArray();
    texts.forEach(array::add);
    return array;
  }
}
