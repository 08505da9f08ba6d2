package orchestrator.server.event;

import io.grpc.KnownLength;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import orchestrator.lib.persistence.Serializer;
import orchestrator.proto.Event;

/** An event as the log holds it, serialized once for all subscribers. */
public final class LoggedEvent {
  private final String id;
  private final byte[] bytes;

  /** An event with its id, which sorts like the log, and the bytes of the message. */
  public LoggedEvent(String id, byte[] bytes) {
    this.id = id;
    this.bytes = bytes;
  }

  static LoggedEvent of(Event event) {
    return new LoggedEvent(event.getId(), Serializer.bytes(event));
  }

  /** The event's id; ids sort like the log. */
  public String id() {
    return id;
  }

  /** How many bytes the message has. */
  int size() {
    return bytes.length;
  }

  /** The bytes of the message. */
  public InputStream stream() {
    return new Bytes(bytes);
  }

  /** Tells its length, which saves the transport a copy. */
  private static final class Bytes extends ByteArrayInputStream implements KnownLength {
    private Bytes(byte[] bytes) {
      super(bytes);
    }
  }
}
