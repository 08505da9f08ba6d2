package orchestrator.demo.incoming;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;

/** A service of learning that answers what a test wants, over real HTTP. */
public final class FakeService implements AutoCloseable {
  /** A call that has come in. */
  public record Call(String line, String body, String account) {}

  /** An answer; without one the caller waits for ever. */
  public record Reply(int status, String body) {}

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Call> calls = new CopyOnWriteArrayList<>();
  private final BlockingQueue<Call> posts = new LinkedBlockingQueue<>();

  public FakeService(Function<Call, Optional<Reply>> answers) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", exchange -> answer(exchange, answers));
    server.start();
  }

  /** One that answers everything alike. */
  public static FakeService always(int status, String body) throws IOException {
    return new FakeService(call -> Optional.of(new Reply(status, body)));
  }

  private void answer(HttpExchange exchange, Function<Call, Optional<Reply>> answers) {
    try {
      Call call =
          new Call(
              exchange.getRequestMethod() + " " + exchange.getRequestURI(),
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8),
              String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
      calls.add(call);
      Optional<Reply> reply = answers.apply(call);
      if (reply.isPresent()) {
        byte[] body = reply.get().body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(reply.get().status(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
      }
      if (call.line().startsWith("POST ")) {
        posts.add(call);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where it is. */
  public String place() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  /** Calls to it that are patient for so long. */
  public LearningCalls calls(Duration patience) {
    return new LearningCalls(place(), "demo", "secret", patience);
  }

  /** What has come in so far. */
  List<Call> received() {
    return calls;
  }

  /** What is posted and answered, in its order. */
  BlockingQueue<Call> posts() {
    return posts;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
