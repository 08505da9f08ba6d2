package orchestrator.graph.gorch;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import orchestrator.graph.model.Node;
import orchestrator.graph.model.NodeOptions;

/** Reads one node of a gorch. */
final class NodeParser {
  private static final int MOST_RETRIES = 1_000;
  private static final int HIGHEST_PRIORITY = 1_000_000;

  private final GorchParser json;
  private final String place;
  private int id;
  private String name = "";
  private String target = "";
  private String engine = "";
  private String artifact = "";
  private List<String> arguments = List.of();
  private Map<String, String> outputs = Map.of();
  private String graphId = "";
  private int retries;
  private Duration backoff = NodeOptions.DEFAULT.backoff();
  private Optional<Duration> timeout = Optional.empty();
  private boolean continueOnFailure;
  private NodeOptions.When when = NodeOptions.When.SUCCEEDED;
  private int priority;
  private Map<String, String> environment = Map.of();

  NodeParser(GorchParser json, String place) {
    this.json = json;
    this.place = place;
  }

  /** The node, with the parser at its last token. */
  Node node() throws IOException {
    JsonParser parser = json.parser();
    if (parser.currentToken() != JsonToken.VALUE_NULL) {
      json.require(JsonToken.START_OBJECT, place, "a node is an object");
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String field = parser.currentName().toLowerCase(Locale.ROOT);
        parser.nextToken();
        field(field, place + "." + field);
      }
    }
    NodeOptions options =
        new NodeOptions(retries, backoff, timeout, continueOnFailure, when, priority, environment);
    return new Node(id, name, target, engine, artifact, arguments, outputs, graphId, options);
  }

  private void field(String field, String at) throws IOException {
    switch (field) {
      case "id" -> id = json.id(at);
      case "state" -> json.whole(at);
      case "name" -> name = json.text(at);
      case "target" -> target = json.text(at);
      case "engine" -> engine = json.text(at);
      case "artifact" -> artifact = json.text(at);
      case "args" -> arguments = json.texts(at);
      case "output" -> outputs = json.map(at);
      case "graph_id" -> graphId = json.text(at);
      case "retries" -> retries = bounded(at, 0, MOST_RETRIES);
      case "backoff" -> backoff = Durations.read(json.parser(), at).orElse(backoff);
      case "timeout" -> timeout = Durations.read(json.parser(), at);
      case "continue_on_failure" -> continueOnFailure = json.flag(at);
      case "when" -> when = condition(at);
      case "priority" -> priority = bounded(at, -HIGHEST_PRIORITY, HIGHEST_PRIORITY);
      case "environment" -> environment = json.map(at);
      default -> json.parser().skipChildren();
    }
  }

  private int bounded(String at, int least, int most) throws IOException {
    long number = json.whole(at);
    if (number < least || number > most) {
      throw WrongTypeException.at(
          json.parser(), at, number + " is not between " + least + " and " + most);
    }
    return (int) number;
  }

  private NodeOptions.When condition(String at) throws IOException {
    return switch (json.text(at)) {
      case "", "succeeded", "parent succeeded" -> NodeOptions.When.SUCCEEDED;
      case "failed", "parent failed" -> NodeOptions.When.FAILED;
      case "ended", "parent ended" -> NodeOptions.When.ENDED;
      default ->
          throw WrongTypeException.at(
              json.parser(), at, "this is one of \"succeeded\", \"failed\" and \"ended\"");
    };
  }
}
