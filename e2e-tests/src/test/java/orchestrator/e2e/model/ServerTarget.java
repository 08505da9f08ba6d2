package orchestrator.e2e.model;

import io.grpc.Channel;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import orchestrator.e2e.harness.Engine;
import orchestrator.e2e.harness.Folders;
import orchestrator.e2e.harness.ServerProcess;
import orchestrator.e2e.harness.ServerSettings;
import orchestrator.e2e.harness.api.RunCaller;
import orchestrator.e2e.harness.http.HttpTransport;

/**
 * Runs a server process of our own on the engine of this run, with as many channels as asked for.
 */
final class ServerTarget implements Target {
  private static final List<String> ORGANIZATIONS = List.of("MyOrg1MSP", "MyOrg2MSP", "MyOrg3MSP");

  private final Path folder;
  private final Engine engine;
  private final ServerProcess server;
  private final ManagedChannel connection;
  private final int channels;
  private final AtomicInteger given = new AtomicInteger();

  private ServerTarget(Path folder, Engine engine, ServerProcess server, int channels) {
    this.folder = folder;
    this.engine = engine;
    this.server = server;
    this.channels = channels;
    this.connection =
        RunCaller.overHttp()
            ? new HttpTransport(server.pages())
            : NettyChannelBuilder.forTarget(server.target())
                .usePlaintext()
                .maxInboundMessageSize(64 << 20)
                .build();
  }

  static ServerTarget start(int channels) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("orchestrator-model");
    List<String> names = IntStream.range(0, channels).mapToObj(i -> "channel" + i).toList();
    Map<String, List<String>> open =
        names.stream().collect(Collectors.toMap(name -> name, name -> ORGANIZATIONS));
    Engine engine = Engine.ofThisRun(ORGANIZATIONS, names);
    ServerSettings settings = engine.settings(folder.resolve("data")).withChannels(open);
    return new ServerTarget(folder, engine, ServerProcess.start(settings), channels);
  }

  @Override
  public Channel connection() {
    return connection;
  }

  @Override
  public List<String> organizations() {
    return ORGANIZATIONS;
  }

  @Override
  public Optional<String> freshChannel() {
    int next = given.getAndIncrement();
    return next < channels ? Optional.of("channel" + next) : Optional.empty();
  }

  @Override
  public void close() throws IOException {
    connection.shutdownNow();
    server.close();
    engine.close();
    Folders.delete(folder);
  }
}
