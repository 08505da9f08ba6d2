package orchestrator.server.grpc;

import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * A request, or what is wrong with its bytes.
 *
 * <p>grpc-java answers UNKNOWN when a marshaller throws, and callers take that for a fault of the
 * server; so the fault is carried to the handler instead.
 */
final class Request<Q> {
  private final @Nullable Q message;
  private final Status fault;

  private Request(@Nullable Q message, Status fault) {
    this.message = message;
    this.fault = fault;
  }

  /** The message, or the status that tells what is wrong with it. */
  Q message() {
    if (message == null) {
      throw fault.asRuntimeException();
    }
    return message;
  }

  /** Reads requests of a method, up to a size. */
  static <Q> MethodDescriptor.Marshaller<Request<Q>> marshaller(
      MethodDescriptor<Q, ?> method, int maxBytes) {
    return new MethodDescriptor.Marshaller<>() {
      @Override
      public Request<Q> parse(InputStream stream) {
        try {
          int size = stream.available();
          if (size > maxBytes) {
            return new Request<>(null, tooLarge(size, maxBytes));
          }
          return new Request<>(method.parseRequest(stream), Status.OK);
        } catch (StatusRuntimeException e) {
          return new Request<>(null, e.getStatus());
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }

      @Override
      public InputStream stream(Request<Q> request) {
        return method.streamRequest(request.message());
      }
    };
  }

  private static Status tooLarge(int size, int maxBytes) {
    // Existing clients look for this text of grpc-go.
    return Status.RESOURCE_EXHAUSTED.withDescription(
        "grpc: received message larger than max (" + size + " vs. " + maxBytes + ")");
  }
}
