package orchestrator.server.event;

import io.grpc.KnownLength;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Supplier;
import orchestrator.lib.persistence.Serializer;
import orchestrator.lib.transaction.SizeLimits;
import orchestrator.proto.Event;
import org.jspecify.annotations.Nullable;

/** Holds an event as the log does, serialized at most once for all subscribers. */
public final class LoggedEvent {
  private final String id;
  private final int size;
  private final Supplier<byte[]> serializer;
  private volatile byte @Nullable [] bytes;

  private LoggedEvent(String id, int size, Supplier<byte[]> serializer) {
    this.id = id;
    this.size = size;
    this.serializer = serializer;
  }

  /** An event with its id, which sorts like the log, and the bytes of the message. */
  public static LoggedEvent of(String id, byte[] bytes) {
    return new LoggedEvent(id, bytes.length, () -> bytes);
  }

  /** An event that nobody may ask for: it is serialized when somebody does. */
  static LoggedEvent of(Event event) {
    return new LoggedEvent(event.getId(), event.getSerializedSize(), () -> Serializer.bytes(event));
  }

  /** The event's id; ids sort like the log. */
  public String id() {
    return id;
  }

  /** How many bytes the message has. */
  public int size() {
    return size;
  }

  /** The bytes of the message. */
  public InputStream stream() {
    byte[] known = bytes;
    if (known == null) {
      known = serializer.get();
      bytes = known;
    }
    return new Bytes(known);
  }

  /** The event where it may be sent, else what may be sent of it: {@link SizeLimits#fitting}. */
  public LoggedEvent fitting(SizeLimits limits) {
    if (!limits.isTooLarge(size)) {
      return this;
    }
    try {
      return of(limits.fitting(Event.parseFrom(stream())));
    } catch (IOException e) {
      throw new IllegalStateException("event " + id + " cannot be read", e);
    }
  }

  /** Tells its length, which saves the transport a copy. */
  private static final class Bytes extends ByteArrayInputStream implements KnownLength {
    private Bytes(byte[] bytes) {
      super(bytes);
    }
  }
}
