package orchestrator.e2e.robustness;

import com.google.common.net.HostAndPort;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** Relays bytes until it is told to carry none any more, and then keeps silent. */
final class BlackHole implements AutoCloseable {
  private final ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final HostAndPort target;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final CountDownLatch end = new CountDownLatch(1);
  private volatile boolean swallowing;

  private BlackHole(HostAndPort target) throws IOException {
    this.target = target;
  }

  /** A relay to this address. */
  static BlackHole before(String target) throws IOException {
    BlackHole relay = new BlackHole(HostAndPort.fromString(target));
    thread(relay::accept);
    return relay;
  }

  /** Where it listens. */
  String address() {
    return "127.0.0.1:" + listening.getLocalPort();
  }

  /** From now on nothing is carried, in neither direction, and nothing is closed. */
  void swallow() {
    swallowing = true;
  }

  private interface Work {
    void run() throws Exception;
  }

  private static void thread(Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException e) {
                // The test has ended, or one side has.
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            });
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() throws IOException {
    while (true) {
      Socket caller = listening.accept();
      Socket server = new Socket(target.getHost(), target.getPort());
      sockets.addAll(List.of(caller, server));
      thread(() -> carry(caller, server));
      thread(() -> carry(server, caller));
    }
  }

  private void carry(Socket from, Socket to) throws IOException, InterruptedException {
    InputStream in = from.getInputStream();
    OutputStream out = to.getOutputStream();
    byte[] bytes = new byte[8192];
    for (int n = in.read(bytes); n > 0; n = in.read(bytes)) {
      if (swallowing) {
        end.await();
        return;
      }
      out.write(bytes, 0, n);
    }
    if (!swallowing) {
      to.close();
    }
  }

  @Override
  public void close() throws IOException {
    end.countDown();
    listening.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}
