package orchestrator.server.grpc;

import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.MethodDescriptor;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import orchestrator.proto.Event;
import orchestrator.server.event.LoggedEvent;

/**
 * Sends events as the bytes that they are stored with, so that subscribers cost no serialization.
 */
final class EventMarshaller implements MethodDescriptor.Marshaller<LoggedEvent> {
  @Override
  public InputStream stream(LoggedEvent event) {
    return event.stream();
  }

  @Override
  public LoggedEvent parse(InputStream stream) {
    try {
      byte[] bytes = stream.readAllBytes();
      return LoggedEvent.of(Event.parseFrom(bytes).getId(), bytes);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException("these bytes are no event", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
