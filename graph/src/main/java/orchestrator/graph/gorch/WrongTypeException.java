package orchestrator.graph.gorch;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import orchestrator.graph.model.Fault;

/** Says that JSON has a value where another type belongs. */
final class WrongTypeException extends IOException {
  private static final long serialVersionUID = 1;

  private final transient Fault fault;
  private final long offset;

  private WrongTypeException(Fault fault, long offset) {
    super(fault.toString(), null);
    this.fault = fault;
    this.offset = offset;
  }

  /** One about the value that the parser is at. */
  static WrongTypeException at(JsonParser parser, String place, String message) {
    return new WrongTypeException(
        Fault.at(place, message), Math.max(0, parser.currentLocation().getByteOffset()));
  }

  Fault fault() {
    return fault;
  }

  long offset() {
    return offset;
  }
}
