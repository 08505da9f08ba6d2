package orchestrator.demo.learning;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The form in which sums and models travel: lines of a name and its numbers. A number's text reads
 * back as the very same number, so that a file's checksum says all about a model.
 */
public final class ArtefactText {

  private static final String SUMS = "feature sums, version 1";
  private static final String MODEL = "diagnosis model, version 1";

  private ArtefactText() {}

  /** The text of an artefact; the same artefact always has the same text. */
  public static String write(Artefact artefact) {
    return artefact instanceof FeatureSums sums
        ? text(SUMS, sums.records(), line("sums", sums.sums()), line("squares", sums.squares()))
        : write((DiagnosisModel) artefact);
  }

  private static String write(DiagnosisModel model) {
    return text(
        MODEL,
        model.records(),
        line("means", model.scaling().means()),
        line("deviations", model.scaling().deviations()),
        line("weights", model.weights()),
        line("bias", List.of(model.bias())));
  }

  /**
   * Reads sums.
   *
   * @throws IllegalArgumentException when the text is something else
   */
  public static FeatureSums readSums(String text) {
    Map<String, List<Double>> lines = lines(text, SUMS);
    return new FeatureSums(records(lines), numbers(lines, "sums"), numbers(lines, "squares"));
  }

  /**
   * Reads a model.
   *
   * @throws IllegalArgumentException when the text is something else
   */
  public static DiagnosisModel readModel(String text) {
    Map<String, List<Double>> lines = lines(text, MODEL);
    return new DiagnosisModel(
        records(lines),
        new Scaling(numbers(lines, "means"), numbers(lines, "deviations")),
        numbers(lines, "weights"),
        numbers(lines, "bias").get(0));
  }

  private static String text(String title, int records, String... lines) {
    return title + "\nrecords " + records + "\n" + String.join("\n", lines) + "\n";
  }

  private static String line(String name, List<Double> numbers) {
    return name + numbers.stream().map(n -> " " + n).collect(Collectors.joining());
  }

  private static Map<String, List<Double>> lines(String text, String title) {
    List<String> lines = text.lines().toList();
    if (lines.isEmpty() || !lines.get(0).equals(title)) {
      throw new IllegalArgumentException("this is not a file of the kind \"" + title + "\"");
    }
    return lines.stream()
        .skip(1)
        .map(line -> line.split(" ", -1))
        .collect(
            Collectors.toMap(
                words -> words[0],
                words -> Arrays.stream(words).skip(1).map(Double::valueOf).toList()));
  }

  private static List<Double> numbers(Map<String, List<Double>> lines, String name) {
    List<Double> numbers = lines.getOrDefault(name, List.of());
    if (numbers.isEmpty()) {
      throw new IllegalArgumentException("the file has no numbers named \"" + name + "\"");
    }
    return numbers;
  }

  private static int records(Map<String, List<Double>> lines) {
    return numbers(lines, "records").get(0).intValue();
  }
}
