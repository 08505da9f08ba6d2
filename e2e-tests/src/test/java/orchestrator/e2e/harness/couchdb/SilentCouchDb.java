package orchestrator.e2e.harness.couchdb;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/**
 * Starts a program with one database, which it does not read for anybody while the file {@code
 * silent} is in its folder. It removes that when it starts.
 */
record SilentCouchDb(boolean isStandIn) implements CouchDbProgram {
  private static final String FILE = "silent";

  /** Serves. */
  public static void main(String[] arguments) throws IOException {
    Path silent = Path.of(arguments[1], FILE);
    Files.deleteIfExists(silent);
    InetSocketAddress address =
        new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[0]));
    HttpServer server = HttpServer.create(address, 0);
    server.setExecutor(Executors.newCachedThreadPool());
    server.createContext(
        "/",
        exchange -> {
          boolean read = exchange.getRequestURI().getPath().startsWith("/db");
          if (read && Files.exists(silent)) {
            forever();
          }
          byte[] answer = "[\"db\"]".getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
  }

  private static void forever() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The process that serves a folder reads its database no more. */
  static void silence(Path folder) throws IOException {
    Files.createFile(folder.resolve(FILE));
  }

  @Override
  public List<String> command(int port, Path folder) {
    try {
      return List.of(
          Path.of(System.getProperty("java.home"), "bin", "java").toString(),
          "-Xmx64m",
          "-cp",
          Path.of(SilentCouchDb.class.getProtectionDomain().getCodeSource().getLocation().toURI())
              .toString(),
          SilentCouchDb.class.getName(),
          Integer.toString(port),
          folder.toString());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public Login login() {
    return new Login("admin", "secret");
  }
}
