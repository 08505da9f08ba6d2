package orchestrator.demo.incoming;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToDoubleFunction;
import orchestrator.demo.learning.DiagnosisModel;
import orchestrator.demo.learning.FeatureSums;
import orchestrator.demo.learning.MedicalRecord;
import orchestrator.demo.learning.NeuralNetwork;

/**
 * Says what can be trained. Each trains only a little at a time, so that one sees how it learns
 * from day to day.
 */
public enum Algorithm {
  REGRESSION("logistic regression"),
  NETWORK("neural network");

  private static final Gson JSON = new Gson();

  private final String words;

  Algorithm(String words) {
    this.words = words;
  }

  /** What people call it. */
  public String words() {
    return words;
  }

  /** How its id begins. */
  String id() {
    return words.replace(' ', '-');
  }

  /**
   * Trains on some records.
   *
   * @param start the text of the model that it goes on from; empty for a beginning
   * @throws IllegalArgumentException when that is no model of this kind, or there is no record
   */
  Model train(Optional<String> start, List<MedicalRecord> records) {
    return form().train(start, records);
  }

  /**
   * Reads a model.
   *
   * @throws IllegalArgumentException when it is none of this kind
   */
  Model read(String text) {
    return form().ask(text);
  }

  /**
   * Is a model that can be asked.
   *
   * @param text its form in a file
   * @param chance that a tumour is malignant
   */
  record Model(String text, ToDoubleFunction<MedicalRecord> chance) {}

  private Form<?> form() {
    return switch (this) {
      case REGRESSION ->
          new Form<>(
              DiagnosisModel.class,
              DiagnosisModel::untrained,
              (model, records) -> model.train(2, records),
              DiagnosisModel::chance);
      case NETWORK ->
          new Form<>(
              NeuralNetwork.class,
              NeuralNetwork::untrained,
              (network, records) -> network.train(1, records),
              NeuralNetwork::chance);
    };
  }

  /** What is done with models of a class. */
  private record Form<M>(
      Class<M> kind,
      Function<FeatureSums, M> untrained,
      BiFunction<M, List<MedicalRecord>, M> trained,
      ToDoubleBiFunction<M, MedicalRecord> chance) {

    Model train(Optional<String> start, List<MedicalRecord> records) {
      M before = start.map(this::read).orElseGet(() -> untrained.apply(FeatureSums.of(records)));
      return of(trained.apply(before, records));
    }

    Model ask(String text) {
      return of(read(text));
    }

    private Model of(M model) {
      return new Model(JSON.toJson(model) + "\n", patient -> chance.applyAsDouble(model, patient));
    }

    private M read(String text) {
      try {
        return Optional.ofNullable(JSON.fromJson(text, kind))
            .orElseThrow(() -> new IllegalArgumentException("the model is empty"));
      } catch (JsonParseException e) {
        throw new IllegalArgumentException("the model cannot be read", e);
      }
    }
  }
}
