package orchestrator.server.grpc;

import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.ServerStreamTracer;
import io.grpc.Status;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.stub.MetadataUtils;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * A gRPC server and its client without a network. Both run in the thread that calls, so that a test
 * knows what has happened when a call returns.
 */
final class InProcess implements AutoCloseable {
  private final Server server;
  private final ManagedChannel channel;

  private InProcess(InProcessServerBuilder builder, String name) {
    try {
      this.server = builder.directExecutor().build().start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    this.channel = InProcessChannelBuilder.forName(name).directExecutor().build();
  }

  static InProcess serving(ServerServiceDefinition service) {
    String name = InProcessServerBuilder.generateName();
    return new InProcess(InProcessServerBuilder.forName(name).addService(service), name);
  }

  static InProcess serving(ServerServiceDefinition service, ServerStreamTracer.Factory tracers) {
    String name = InProcessServerBuilder.generateName();
    return new InProcess(
        InProcessServerBuilder.forName(name).addService(service).addStreamTracerFactory(tracers),
        name);
  }

  /** The way to the server, for calls with these headers: a name, its value, and so on. */
  Channel with(String... headers) {
    Metadata metadata = new Metadata();
    for (int i = 0; i < headers.length; i += 2) {
      metadata.put(key(headers[i]), headers[i + 1]);
    }
    return ClientInterceptors.intercept(
        channel, MetadataUtils.newAttachHeadersInterceptor(metadata));
  }

  static Metadata.Key<String> key(String name) {
    return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
  }

  /** Such as {@code NOT_FOUND: there is none}. */
  static String inWords(Status status) {
    return status.getCode() + ": " + status.getDescription();
  }

  @Override
  public void close() {
    channel.shutdownNow();
    server.shutdownNow();
  }
}
