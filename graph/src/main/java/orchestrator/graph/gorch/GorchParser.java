package orchestrator.graph.gorch;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Walks through the tokens of a gorch. */
final class GorchParser {
  private static final int MOST_NODES = 100_000;

  private final JsonParser parser;
  private final GorchDocument document = new GorchDocument();

  /** Parses from the first token, which the parser is at. */
  GorchParser(JsonParser parser) {
    this.parser = parser;
  }

  GorchDocument document() throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_NULL) {
      return document;
    }
    require(JsonToken.START_OBJECT, "", "a graph is an object");
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String field = parser.currentName().toLowerCase(Locale.ROOT);
      parser.nextToken();
      switch (field) {
        case "name" -> document.name(text("name"));
        case "digraph" -> matrix();
        case "edges" -> edges();
        case "nodes" -> nodes();
        case "timeout" -> document.timeout(Durations.read(parser, "timeout"));
        case "fail_fast" -> document.failFast(flag("fail_fast"));
        case "state" -> whole("state");
        case "id" -> text("id");
        default -> parser.skipChildren();
      }
    }
    return document;
  }

  private void matrix() throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_NULL) {
      document.noMatrix();
      return;
    }
    require(JsonToken.START_ARRAY, "digraph", "the matrix is an array of whole numbers");
    document.startMatrix();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      document.entry(whole("digraph"));
    }
  }

  private void edges() throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_NULL) {
      return;
    }
    require(JsonToken.START_ARRAY, "edges", "edges are an array of pairs of ids");
    document.startEdges();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      require(JsonToken.START_ARRAY, "edges", "an edge is a pair of ids");
      parser.nextToken();
      int from = id("edges");
      parser.nextToken();
      int to = id("edges");
      document.edge(from, to);
      parser.nextToken();
      require(JsonToken.END_ARRAY, "edges", "an edge is a pair of ids");
    }
  }

  private void nodes() throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_NULL) {
      document.noNodes();
      return;
    }
    require(JsonToken.START_ARRAY, "nodes", "nodes are an array of objects");
    document.startNodes();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      String place = "nodes[" + document.nodeCount() + "]";
      if (document.nodeCount() == MOST_NODES) {
        throw WrongTypeException.at(
            parser, "nodes", "a graph has at most " + MOST_NODES + " nodes");
      }
      document.node(new NodeParser(this, place).node());
    }
  }

  JsonParser parser() {
    return parser;
  }

  void require(JsonToken token, String place, String message) throws IOException {
    if (parser.currentToken() != token) {
      throw WrongTypeException.at(parser, place, message);
    }
  }

  String text(String place) throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_NULL) {
      return "";
    }
    require(JsonToken.VALUE_STRING, place, "this is a text");
    return parser.getText();
  }

  long whole(String place) throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_NULL) {
      return 0;
    }
    require(JsonToken.VALUE_NUMBER_INT, place, "this is a whole number");
    if (parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
      throw WrongTypeException.at(parser, place, "this number is too large");
    }
    return parser.getLongValue();
  }

  boolean flag(String place) throws IOException {
    return switch (parser.currentToken()) {
      case VALUE_TRUE -> true;
      case VALUE_FALSE, VALUE_NULL -> false;
      default -> throw WrongTypeException.at(parser, place, "this is true or false");
    };
  }

  /** An id that is out of range in any graph stays so. */
  int id(String place) throws IOException {
    return (int) Math.max(-1, Math.min(whole(place), Integer.MAX_VALUE));
  }

  List<String> texts(String place) throws IOException {
    List<String> texts = new ArrayList<>();
    if (parser.currentToken() == JsonToken.VALUE_NULL) {
      return texts;
    }
    require(JsonToken.START_ARRAY, place, "this is an array of texts");
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      texts.add(text(place + "[" + texts.size() + "]"));
    }
    return texts;
  }

  Map<String, String> map(String place) throws IOException {
    Map<String, String> map = new TreeMap<>();
    if (parser.currentToken() == JsonToken.VALUE_NULL) {
      return map;
    }
    require(JsonToken.START_OBJECT, place, "this is an object of texts");
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = parser.currentName();
      parser.nextToken();
      map.put(key, text(place + "." + key));
    }
    return map;
  }
}
