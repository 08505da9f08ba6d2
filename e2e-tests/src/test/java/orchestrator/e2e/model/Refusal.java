package orchestrator.e2e.model;

import io.grpc.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Says what a call that the model refuses must be answered with. Where the specification leaves
 * open which of several faults is reported, it holds each of them, and any will do.
 */
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * One answer that will do.
   *
   * @param wording the status description for a reader; says so where its text is left open
   * @param fits whether a status description is that answer
   */
  private record Form(ErrorCode code, String wording, Predicate<String> fits) {}

  private final transient List<Form> forms;

  private Refusal(List<Form> forms) {
    super(
        forms.stream().map(Form::wording).collect(Collectors.joining(" | or ")),
        null,
        false,
        false);
    this.forms = List.copyOf(forms);
  }

  /** The code, followed by exactly this text. */
  static Refusal exactly(ErrorCode code, String text) {
    String description = code + ": " + text;
    return new Refusal(List.of(new Form(code, description, description::equals)));
  }

  /** The code, followed by a text that the specification does not give. */
  static Refusal coded(ErrorCode code) {
    return new Refusal(
        List.of(new Form(code, code + ": (any text)", text -> text.startsWith(code + ": "))));
  }

  /** A text that has faults in it; see {@link Faults}. */
  static Refusal faulty(String wording, Predicate<String> fits) {
    return new Refusal(List.of(new Form(ErrorCode.OE0101, wording, fits)));
  }

  /** An asset that a call needs is not there. */
  static Refusal notFound(Kind kind, String key) {
    return exactly(ErrorCode.OE0002, kind.soughtName() + " with key \"" + key + "\" not found");
  }

  /** An asset that a call registers is there already. */
  static Refusal conflict(Kind kind, String key) {
    return exactly(ErrorCode.OE0006, kind.text() + " with key \"" + key + "\" already exists");
  }

  /** What a registration must be refused with when its key is in use; none when it is not. */
  static List<Refusal> conflicts(Map<String, ?> assets, Kind kind, String key) {
    return assets.containsKey(key) ? List.of(conflict(kind, key)) : List.of();
  }

  /** Any of these, of which there is at least one. */
  static Refusal anyOf(List<Refusal> refusals) {
    List<Form> all = new ArrayList<>();
    refusals.forEach(refusal -> all.addAll(refusal.forms));
    return new Refusal(all);
  }

  /** Throws any of the refusals; returns when there is none. */
  static void throwAny(List<Refusal> refusals) {
    if (!refusals.isEmpty()) {
      throw anyOf(refusals);
    }
  }

  /** Whether a status that a server answered is one of those that will do. */
  boolean fits(Status status) {
    String description = String.valueOf(status.getDescription());
    return forms.stream()
        .anyMatch(
            form -> form.code().status() == status.getCode() && form.fits().test(description));
  }
}
