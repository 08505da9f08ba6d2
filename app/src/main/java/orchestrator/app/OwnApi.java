package orchestrator.app;

import io.grpc.Channel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import orchestrator.server.Orchestrator;
import orchestrator.server.ServeCommand;
import orchestrator.server.config.ServeOptions;
import orchestrator.server.config.Settings;
import orchestrator.server.config.SettingsReader;
import orchestrator.server.http.HttpPort;
import orchestrator.server.http.OperatorPages;

/**
 * Runs a server in this process, on a folder, for a command that needs one.
 *
 * @param server the server
 * @param channel its API, without a socket
 */
record OwnApi(Orchestrator server, Channel channel) implements AutoCloseable {
  /**
   * Starts it.
   *
   * @param data the data folder; one server at a time
   */
  static OwnApi start(Path data) {
    AtomicReference<Channel> api = new AtomicReference<>();
    HttpPort.Opener none =
        (Settings settings, Map<String, OperatorPages.Source> pages, Channel channel) -> {
          api.set(channel);
          return new NoPort();
        };
    Settings settings =
        SettingsReader.read(
            ServeOptions.source(
                ServeCommand.commandLine(Map.of(), none)
                    .parseArgs(
                        "--data",
                        data.toString(),
                        "--listen",
                        "127.0.0.1:0",
                        "--http-listen",
                        "127.0.0.1:0"),
                Map.of()));
    Orchestrator server = Orchestrator.start(settings, none);
    return new OwnApi(server, api.get());
  }

  @Override
  public void close() {
    server.close();
  }

  private record NoPort() implements HttpPort {
    @Override
    public InetSocketAddress address() {
      return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    @Override
    public void close() {
      // There is none.
    }
  }
}
