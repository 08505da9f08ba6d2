package orchestrator.e2e.console;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Lies between a browser and a door, and cuts answers off when it is told to. */
final class CuttingProxy implements AutoCloseable {
  private static final int ALL = Integer.MAX_VALUE;

  private final ServerSocket entrance;
  private final String host;
  private final int port;
  private volatile int most = ALL;

  private CuttingProxy(ServerSocket entrance, String host, int port) {
    this.entrance = entrance;
    this.host = host;
    this.port = port;
  }

  /** Opens one before a door. */
  static CuttingProxy before(String door) throws IOException {
    int colon = door.lastIndexOf(':');
    CuttingProxy proxy =
        new CuttingProxy(
            new ServerSocket(0, 50, InetAddress.getLoopbackAddress()),
            door.substring(0, colon),
            Integer.parseInt(door.substring(colon + 1)));
    thread(proxy::accept);
    return proxy;
  }

  String address() {
    return "127.0.0.1:" + entrance.getLocalPort();
  }

  /** Ends each connection after so many bytes of answers, from now on. */
  void cutAfter(int bytes) {
    most = bytes;
  }

  void cutNoMore() {
    most = ALL;
  }

  private void accept() {
    try {
      while (true) {
        Socket near = entrance.accept();
        Socket far = new Socket(host, port);
        near.setTcpNoDelay(true);
        far.setTcpNoDelay(true);
        thread(() -> pass(near, far, false));
        thread(() -> pass(far, near, true));
      }
    } catch (IOException e) {
      // Closed, or the door has gone: the browser is told by the end of its connection.
    }
  }

  private void pass(Socket from, Socket to, boolean isAnswer) {
    byte[] part = new byte[8192];
    int passed = 0;
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int read = in.read(part); read >= 0; read = in.read(part)) {
        int left = isAnswer ? most - passed : ALL;
        out.write(part, 0, Math.min(read, left));
        if (read >= left) {
          return;
        }
        passed += most == ALL ? 0 : read;
      }
    } catch (IOException e) {
      // The other one has gone.
    }
  }

  private static void thread(Runnable work) {
    Thread thread = new Thread(work, "cutting proxy");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    entrance.close();
  }
}
