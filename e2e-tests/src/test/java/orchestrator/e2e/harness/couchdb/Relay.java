package orchestrator.e2e.harness.couchdb;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import orchestrator.e2e.harness.FreePort;

/** Passes the bytes of connections to a port of 127.0.0.1 on to another address. */
final class Relay implements AutoCloseable {
  private final InetSocketAddress target;
  private final int port;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private volatile ServerSocket entrance;

  private Relay(InetSocketAddress target, int port) throws IOException {
    this.target = target;
    this.port = port;
    this.entrance = enter();
  }

  /** Opens one to {@code target}. */
  static Relay to(InetSocketAddress target) throws IOException {
    return new Relay(target, FreePort.take());
  }

  int port() {
    return port;
  }

  /** Takes connections again, after {@link #shut}. */
  void open() throws IOException {
    entrance = enter();
  }

  /** Cuts every connection and refuses new ones. */
  void shut() {
    closeQuietly(entrance);
    sockets.forEach(Relay::closeQuietly);
    sockets.clear();
  }

  @Override
  public void close() {
    shut();
  }

  private ServerSocket enter() throws IOException {
    ServerSocket socket = new ServerSocket();
    socket.setReuseAddress(true);
    socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    thread(() -> accept(socket));
    return socket;
  }

  private void accept(ServerSocket entered) {
    try (entered) {
      while (true) {
        Socket near = entered.accept();
        sockets.add(near);
        Socket far = new Socket();
        sockets.add(far);
        if (entered.isClosed()) {
          // Shut meanwhile, perhaps before it could see these two.
          shut();
          return;
        }
        thread(() -> connect(near, far));
      }
    } catch (IOException e) {
      // Shut: whoever wants it open again opens it.
    }
  }

  private void connect(Socket near, Socket far) {
    try {
      near.setTcpNoDelay(true);
      far.setTcpNoDelay(true);
      far.connect(target);
      thread(() -> pass(far, near));
    } catch (IOException e) {
      end(near, far);
      return;
    }
    pass(near, far);
  }

  private void pass(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException e) {
      // Cut by one of the two, or by us: the other one is told by the end of its connection.
    }
    end(from, to);
  }

  private void end(Socket one, Socket other) {
    closeQuietly(one);
    closeQuietly(other);
    sockets.remove(one);
    sockets.remove(other);
  }

  private static void thread(Runnable work) {
    Thread thread = new Thread(work, "relay");
    thread.setDaemon(true);
    thread.start();
  }

  private static void closeQuietly(AutoCloseable open) {
    try {
      open.close();
    } catch (Exception e) {
      // It is gone either way.
    }
  }
}
