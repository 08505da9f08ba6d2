package orchestrator.graph.dot;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import orchestrator.graph.dot.DotFile.Text;
import orchestrator.graph.gorch.Durations;
import orchestrator.graph.model.NodeOptions;
import orchestrator.graph.source.FaultList;

/** Reads attributes of a node, or of the graph, as what they mean; the rest is for drawing. */
final class DotAttributes {
  static final String NAME = "name";
  static final String LABEL = "label";
  static final String SHAPE = "shape";
  static final String ID = "id";
  static final String TARGET = "target";
  static final String ENGINE = "engine";
  static final String ARTIFACT = "artifact";
  static final String ARGS = "args";
  static final String OUTPUT = "output";
  static final String GRAPH_ID = "graph_id";
  static final String RETRIES = "retries";
  static final String BACKOFF = "backoff";
  static final String TIMEOUT = "timeout";
  static final String CONTINUE = "continue_on_failure";
  static final String WHEN = "when";
  static final String PRIORITY = "priority";
  static final String ENVIRONMENT = "environment";

  /** Those that mean something. */
  static final Set<String> NAMES =
      Set.of(
          NAME,
          LABEL,
          SHAPE,
          ID,
          TARGET,
          ENGINE,
          ARTIFACT,
          ARGS,
          OUTPUT,
          GRAPH_ID,
          RETRIES,
          BACKOFF,
          TIMEOUT,
          CONTINUE,
          WHEN,
          PRIORITY,
          ENVIRONMENT);

  private static final int MOST_RETRIES = 1_000;
  private static final int HIGHEST_PRIORITY = 1_000_000;

  private final Map<String, Text> attributes;
  private final FaultList faults;

  DotAttributes(Map<String, Text> attributes, FaultList faults) {
    this.attributes = attributes;
    this.faults = faults;
  }

  /** An attribute as it is in the file, if it is there and no HTML. */
  Optional<String> raw(String name) {
    return Optional.ofNullable(attributes.get(name))
        .filter(text -> !text.isHtml())
        .map(Text::value);
  }

  Optional<String> text(String name) {
    return raw(name).map(DotTexts::plain);
  }

  /** What an attribute says; a fault and empty if it says nothing of that kind. */
  private <T> Optional<T> read(String name, String wanted, Function<String, Optional<T>> reading) {
    Optional<T> read = text(name).flatMap(reading);
    Text text = attributes.get(name);
    if (read.isEmpty() && text != null) {
      faults.add(text.place(), name + " must be " + wanted);
    }
    return read;
  }

  List<String> arguments() {
    return this.<List<String>>read(
            ARGS, "words, or a JSON array of texts; a quote must end", DotTexts::list)
        .orElse(List.of());
  }

  Map<String, String> map(String name) {
    return this.<Map<String, String>>read(
            name, "words such as a=1 b=2, or a JSON object of texts", DotTexts::map)
        .orElse(Map.of());
  }

  Optional<Duration> timeout() {
    return duration(TIMEOUT);
  }

  NodeOptions options() {
    return new NodeOptions(
        number(RETRIES, 0, MOST_RETRIES),
        duration(BACKOFF).orElse(NodeOptions.DEFAULT.backoff()),
        timeout(),
        this.<Boolean>read(CONTINUE, "true or false", DotAttributes::truth).orElse(false),
        this.<NodeOptions.When>read(
                WHEN, "one of succeeded, failed and ended", DotAttributes::condition)
            .orElse(NodeOptions.DEFAULT.when()),
        number(PRIORITY, -HIGHEST_PRIORITY, HIGHEST_PRIORITY),
        map(ENVIRONMENT));
  }

  private Optional<Duration> duration(String name) {
    return read(
        name,
        "a time of at most a year: seconds, or a text such as 1m30s or 250ms",
        text -> Durations.parse(text).or(() -> Durations.parse(text + "s")));
  }

  private int number(String name, int least, int most) {
    return this.<Integer>read(
            name,
            "a whole number between " + least + " and " + most,
            text ->
                text.matches("-?\\d{1,9}")
                    ? Optional.of(Integer.valueOf(text))
                        .filter(number -> number >= least && number <= most)
                    : Optional.empty())
        .orElse(0);
  }

  private static Optional<Boolean> truth(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true", "yes", "1" -> Optional.of(true);
      case "false", "no", "0" -> Optional.of(false);
      default -> Optional.empty();
    };
  }

  private static Optional<NodeOptions.When> condition(String text) {
    return switch (text) {
      case "succeeded", "parent succeeded" -> Optional.of(NodeOptions.When.SUCCEEDED);
      case "failed", "parent failed" -> Optional.of(NodeOptions.When.FAILED);
      case "ended", "parent ended" -> Optional.of(NodeOptions.When.ENDED);
      default -> Optional.empty();
    };
  }
}
