package orchestrator.server.grpc;

import io.grpc.BindableService;
import io.grpc.Channel;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import java.io.IOException;
import java.util.List;

/** Serves the API within the process, without a socket. */
final class LocalApi {
  private final Server server;
  private final ManagedChannel channel;

  /**
   * One that is not started yet.
   *
   * @param calls counts its calls too
   * @param open services that are served without headers
   */
  LocalApi(Api api, OpenCalls calls, List<BindableService> open) {
    String name = InProcessServerBuilder.generateName();
    InProcessServerBuilder builder =
        InProcessServerBuilder.forName(name).directExecutor().addStreamTracerFactory(calls);
    api.servicesForThisProcess().forEach(builder::addService);
    open.forEach(service -> builder.addService(api.openForThisProcess(service)));
    server = builder.build();
    channel =
        InProcessChannelBuilder.forName(name)
            .directExecutor()
            .maxInboundMessageSize(Integer.MAX_VALUE)
            .build();
  }

  void start() throws IOException {
    server.start();
  }

  Channel channel() {
    return channel;
  }

  /** Takes no more calls. */
  void shutdown() {
    server.shutdown();
  }

  /** Ends the calls that are left. */
  void close() {
    server.shutdownNow();
    channel.shutdownNow();
  }
}
