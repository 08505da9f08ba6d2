package orchestrator.server.grpc;

import io.grpc.Metadata;
import java.util.Iterator;
import orchestrator.lib.error.Errors;

/** Reads the headers of a call. */
final class Headers {
  static final Metadata.Key<String> MSP_ID = key("mspid");
  static final Metadata.Key<String> CHANNEL = key("channel");
  static final Metadata.Key<String> CHAINCODE = key("chaincode");
  static final Metadata.Key<String> REQUEST_ID = key("reqid");

  private Headers() {}

  private static Metadata.Key<String> key(String name) {
    return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
  }

  /**
   * The value of a header that must be given exactly once.
   *
   * @throws orchestrator.lib.error.OrchestratorException OE0003 if it is missing, empty or repeated
   */
  static String required(Metadata headers, Metadata.Key<String> key) {
    Iterable<String> values = headers.getAll(key);
    if (values != null) {
      Iterator<String> each = values.iterator();
      String value = each.next();
      if (!value.isEmpty() && !each.hasNext()) {
        return value;
      }
    }
    throw Errors.precondition("missing or invalid header '" + key.name() + "'");
  }
}
