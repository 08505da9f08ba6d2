package orchestrator.scenario.proxy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/** A peer that speaks on bare sockets, and so may break every rule. */
public final class RawPeer implements AutoCloseable {
  /** What it does with a connection, which is closed afterwards. */
  public interface Behaviour {
    /** Does it. */
    void serve(Socket socket) throws IOException;
  }

  /** Reads what comes until the other side hangs up, and says nothing. */
  public static final Behaviour HANGS = socket -> socket.getInputStream().transferTo(nowhere());

  /** Reads the head of a request and hangs up. */
  public static final Behaviour VANISHES = RawPeer::head;

  private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

  /** Has a permit for each connection that has ended. */
  public final Semaphore ended = new Semaphore(0);

  /** Listens. */
  public RawPeer(Behaviour behaviour) throws IOException {
    Thread accept = new Thread(() -> accept(behaviour), "peer");
    accept.setDaemon(true);
    accept.start();
  }

  /** A port at which nobody listens. */
  public static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static OutputStream nowhere() {
    return OutputStream.nullOutputStream();
  }

  /** Reads the head of a request. */
  public static String head(Socket socket) throws IOException {
    InputStream in = socket.getInputStream();
    StringBuilder head = new StringBuilder();
    while (!head.toString().endsWith("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("no request");
      }
      head.append((char) next);
    }
    return head.toString();
  }

  /** Answers 200 and writes without an end. */
  public static void flood(Socket socket) throws IOException {
    head(socket);
    OutputStream out = socket.getOutputStream();
    out.write(
        "HTTP/1.1 200 OK\r\ncontent-length: 99999999999\r\n\r\n"
            .getBytes(StandardCharsets.US_ASCII));
    byte[] block = new byte[64 << 10];
    while (true) {
      out.write(block);
    }
  }

  private void accept(Behaviour behaviour) {
    try {
      while (true) {
        Socket socket = server.accept();
        sockets.add(socket);
        Thread thread = new Thread(() -> serve(socket, behaviour), "peer's connection");
        thread.setDaemon(true);
        thread.start();
      }
    } catch (IOException e) {
      // It is closed.
    }
  }

  private void serve(Socket socket, Behaviour behaviour) {
    try (socket) {
      behaviour.serve(socket);
    } catch (IOException e) {
      // The other side hung up.
    } finally {
      ended.release();
    }
  }

  /** Where it listens. */
  public int port() {
    return server.getLocalPort();
  }

  @Override
  public void close() {
    try {
      server.close();
      for (Socket socket : sockets) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
