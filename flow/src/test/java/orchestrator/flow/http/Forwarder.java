package orchestrator.flow.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Stands before a server as a proxy does: what connects to it is connected to that. */
final class Forwarder implements AutoCloseable {
  private final Supplier<URI> target;
  private final ServerSocket door;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger connections = new AtomicInteger();

  /**
   * Listens on a free port.
   *
   * @param target asked when somebody connects
   */
  Forwarder(Supplier<URI> target) throws IOException {
    this.target = target;
    door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    begin(this::accept);
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + door.getLocalPort());
  }

  int connections() {
    return connections.get();
  }

  private void accept() throws IOException {
    while (!door.isClosed()) {
      Socket caller = door.accept();
      Socket server = new Socket(door.getInetAddress(), target.get().getPort());
      open.add(caller);
      open.add(server);
      connections.incrementAndGet();
      begin(() -> copy(caller, server));
      begin(() -> copy(server, caller));
    }
  }

  private static void copy(Socket from, Socket to) throws IOException {
    try (from;
        to) {
      long unusedBytes = from.getInputStream().transferTo(to.getOutputStream());
    }
  }

  private interface Part {
    void run() throws IOException;
  }

  private static void begin(Part part) {
    Thread thread =
        new Thread(
            () -> {
              try {
                part.run();
              } catch (IOException closed) {
                // The other side, or the test, has ended it.
              }
            },
            "forwarder");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    door.close();
    for (Socket socket : open) {
      socket.close();
    }
  }
}
