package orchestrator.e2e.model;

import com.google.protobuf.Message;
import com.google.protobuf.TextFormat;
import orchestrator.proto.SubscribeToEventsParam;

/**
 * Holds one call of a program. The type of the request names the method, as no two share one.
 *
 * <p>A program is written before the server gives event ids and dates. So an event id {@code "-3"},
 * or a date with seconds {@code -3}, stands for those of the third last event at that moment; see
 * {@link Moments}.
 *
 * @param requester organization that calls
 * @param request what it asks
 */
record Step(String requester, Message request) {
  private static final int SHOWN = 1_500;

  @Override
  public String toString() {
    String method =
        request instanceof SubscribeToEventsParam
            ? "SubscribeToEvents"
            : Methods.of(request).getBareMethodName();
    String text = show(request);
    return requester
        + ": "
        + method
        + " { "
        + (text.length() > SHOWN ? text.substring(0, SHOWN) + " …" : text)
        + " }";
  }

  /** A message on one line. */
  static String show(Message message) {
    return TextFormat.printer()
        .escapingNonAscii(false)
        .emittingSingleLine(true)
        .printToString(message)
        .trim();
  }
}
