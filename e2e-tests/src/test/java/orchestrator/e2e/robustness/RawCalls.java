package orchestrator.e2e.robustness;

import com.google.common.io.ByteStreams;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import orchestrator.client.ApiServices;

/** Calls whose message is any bytes. */
final class RawCalls {
  private RawCalls() {}

  private static final MethodDescriptor.Marshaller<byte[]> BYTES =
      new MethodDescriptor.Marshaller<>() {
        @Override
        public InputStream stream(byte[] value) {
          return new ByteArrayInputStream(value);
        }

        @Override
        public byte[] parse(InputStream stream) {
          try {
            return ByteStreams.toByteArray(stream);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        }
      };

  /** The full names of all unary methods. */
  static List<String> methods() {
    return ApiServices.methods()
        .filter(method -> method.getType() == MethodDescriptor.MethodType.UNARY)
        .map(MethodDescriptor::getFullMethodName)
        .sorted()
        .toList();
  }

  /** The status that answers {@code message}, OK included. */
  static Status call(Channel transport, String method, byte[] message) {
    return call(transport, method, message, CallOptions.DEFAULT);
  }

  /** The status that answers {@code message} when it is sent so. */
  static Status call(Channel transport, String method, byte[] message, CallOptions options) {
    try {
      ClientCalls.blockingUnaryCall(
          transport,
          MethodDescriptor.newBuilder(BYTES, BYTES)
              .setType(MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(method)
              .build(),
          options.withDeadlineAfter(60, TimeUnit.SECONDS),
          message);
      return Status.OK;
    } catch (StatusRuntimeException e) {
      return e.getStatus();
    }
  }
}
