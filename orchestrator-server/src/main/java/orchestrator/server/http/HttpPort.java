package orchestrator.server.http;

import io.grpc.Channel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Map;
import orchestrator.server.config.Settings;

/** Holds the HTTP port of a server; what serves it is not the server's business. */
public interface HttpPort extends AutoCloseable {
  /** Opens the port of a server. */
  @FunctionalInterface
  interface Opener {
    /**
     * Listens from now on.
     *
     * @param settings of the server
     * @param pages to be shown to everybody, by their paths
     * @param api the server's API; who calls through it has been found out by the port
     * @throws IOException when the address cannot be bound
     */
    HttpPort open(Settings settings, Map<String, OperatorPages.Source> pages, Channel api)
        throws IOException;
  }

  /** Where it listens, with the real port. */
  InetSocketAddress address();

  /** Stops when what is under way is answered, or after a moment. */
  @Override
  void close();
}
