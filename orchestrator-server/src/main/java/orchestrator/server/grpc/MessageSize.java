package orchestrator.server.grpc;

import com.google.protobuf.MessageLite;
import orchestrator.server.event.LoggedEvent;

/** Tells how many bytes a message has on the wire. */
final class MessageSize {
  private MessageSize() {}

  /** The size of an answer or an event. */
  static long of(Object message) {
    if (message instanceof MessageLite known) {
      return known.getSerializedSize();
    }
    if (message instanceof LoggedEvent event) {
      return event.size();
    }
    throw new IllegalArgumentException("no message: " + message.getClass());
  }
}
