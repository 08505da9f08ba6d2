package orchestrator.graph.gorch;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;
import orchestrator.graph.model.Fault;
import orchestrator.graph.model.FaultyGraphException;
import orchestrator.graph.model.Graph;
import orchestrator.graph.model.GraphCheck;

/**
 * Reads a gorch: JSON with {@code name}, {@code nodes} and the matrix {@code digraph}, or {@code
 * edges} in its place. Names of fields match in any case, unknown fields are ignored, numbers are
 * whole.
 */
public final class GorchReader {
  private static final JsonFactory JSON =
      JsonFactory.builder().disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION).build();

  private GorchReader() {}

  /**
   * Reads a gorch.
   *
   * @param json one document, in UTF-8
   * @throws FaultyGraphException when it is no JSON, has values of the wrong type, or is no graph
   *     that can run; with the offset of what could not be read
   */
  public static Gorch read(byte[] json) throws FaultyGraphException {
    GorchDocument document = parse(json);
    List<Fault> faults = document.faults();
    if (!faults.isEmpty()) {
      throw new FaultyGraphException(faults);
    }
    Graph graph = document.graph();
    List<Fault> wrong = GraphCheck.faults(graph);
    if (!wrong.isEmpty()) {
      throw new FaultyGraphException(wrong);
    }
    return new Gorch(graph, document.hasMatrix(), document.hasNodes());
  }

  private static GorchDocument parse(byte[] json) throws FaultyGraphException {
    try (JsonParser parser = JSON.createParser(json)) {
      if (parser.nextToken() == null) {
        throw new FaultyGraphException(
            List.of(Fault.at("", "there is no JSON in the body")), OptionalLong.of(0));
      }
      GorchDocument document = new GorchParser(parser).document();
      JsonToken after = parser.nextToken();
      if (after != null) {
        throw WrongTypeException.at(parser, "", "there is more than one JSON document");
      }
      return document;
    } catch (WrongTypeException e) {
      throw new FaultyGraphException(List.of(e.fault()), OptionalLong.of(e.offset()));
    } catch (JsonProcessingException e) {
      throw new FaultyGraphException(
          List.of(Fault.at(place(e), message(e))), OptionalLong.of(offset(e, json.length)));
    } catch (IOException e) {
      throw new IllegalStateException("bytes in memory cannot be read", e);
    }
  }

  private static String place(JsonProcessingException e) {
    return e.getLocation() == null ? "" : "line " + e.getLocation().getLineNr();
  }

  private static String message(JsonProcessingException e) {
    String text = e.getOriginalMessage();
    int end = text.indexOf('\n');
    return (e instanceof JsonParseException ? "this is not JSON: " : "")
        + (end < 0 ? text : text.substring(0, end));
  }

  /** The byte that is wrong counts as read. */
  private static long offset(JsonProcessingException e, int length) {
    long before = e.getLocation() == null ? 0 : Math.max(0, e.getLocation().getByteOffset());
    return Math.min(before + 1, length);
  }
}
