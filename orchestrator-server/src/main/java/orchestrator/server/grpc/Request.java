package orchestrator.server.grpc;

import io.grpc.KnownLength;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Supplier;
import orchestrator.server.transport.ArrivingBytes;

/**
 * Carries a request, or what is wrong with its bytes.
 *
 * <p>grpc-java answers UNKNOWN when a marshaller throws, and callers take that for a fault of the
 * server; so the fault is carried to the handler instead. A large request is carried as bytes,
 * since reading it would keep the transport's thread from its other connections.
 */
final class Request<Q> {
  private static final int LARGE_BYTES = 64 << 10;

  private final Supplier<Q> message;
  private final int bytes;

  private Request(Supplier<Q> message, int bytes) {
    this.message = message;
    this.bytes = bytes;
  }

  /** The message; throws the status that tells what is wrong with it. */
  Q message() {
    return message.get();
  }

  /** True if {@link #message} takes long enough to be called in a thread of its own. */
  boolean isLarge() {
    return bytes > LARGE_BYTES;
  }

  /** How large it is, as it came. */
  int bytes() {
    return bytes;
  }

  /** Reads requests of a method, up to a size. */
  static <Q> MethodDescriptor.Marshaller<Request<Q>> marshaller(
      MethodDescriptor<Q, ?> method, int maxBytes) {
    return new MethodDescriptor.Marshaller<>() {
      @Override
      public Request<Q> parse(InputStream stream) {
        try {
          // Of what comes compressed nobody knows the size before it is read.
          int size = stream instanceof KnownLength ? stream.available() : Integer.MAX_VALUE;
          if (size <= LARGE_BYTES) {
            Q message = method.parseRequest(stream);
            return new Request<>(() -> message, size);
          }
          byte[] bytes = readUpTo(maxBytes, stream);
          return new Request<>(
              () -> method.parseRequest(new ByteArrayInputStream(bytes)), bytes.length);
        } catch (StatusRuntimeException e) {
          return wrong(e.getStatus());
        } catch (IOException e) {
          return wrong(unreadable(e));
        }
      }

      @Override
      public InputStream stream(Request<Q> request) {
        return method.streamRequest(request.message());
      }
    };
  }

  /** Carries the bytes of messages, up to a size. */
  static MethodDescriptor.Marshaller<Request<InputStream>> bytes(int maxBytes) {
    return new MethodDescriptor.Marshaller<>() {
      @Override
      public Request<InputStream> parse(InputStream stream) {
        try {
          byte[] bytes = readUpTo(maxBytes, stream);
          return new Request<>(() -> new ByteArrayInputStream(bytes), bytes.length);
        } catch (StatusRuntimeException e) {
          return wrong(e.getStatus());
        } catch (IOException e) {
          return wrong(unreadable(e));
        }
      }

      @Override
      public InputStream stream(Request<InputStream> request) {
        return request.message();
      }
    };
  }

  private static <Q> Request<Q> wrong(Status status) {
    return new Request<>(
        () -> {
          throw status.asRuntimeException();
        },
        0);
  }

  private static Status unreadable(IOException why) {
    return Status.INTERNAL.withDescription(
        "grpc: failed to decompress the received message: " + why.getMessage());
  }

  private static byte[] readUpTo(int maxBytes, InputStream stream) throws IOException {
    byte[] bytes = stream.readNBytes((int) Math.min(Integer.MAX_VALUE, maxBytes + 1L));
    if (bytes.length > maxBytes) {
      throw Status.RESOURCE_EXHAUSTED
          .withDescription(ArrivingBytes.tooLarge(bytes.length + stream.available(), maxBytes))
          .asRuntimeException();
    }
    return bytes;
  }
}
