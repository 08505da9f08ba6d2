package orchestrator.e2e.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/** A controller that sends settings by WebSocket, and listens. */
final class Controller implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long LONGEST_MINUTES = 2;

  private final List<JsonNode> heard = new CopyOnWriteArrayList<>();
  private final WebSocket socket;

  Controller(HttpClient client, URI address) {
    socket = client.newWebSocketBuilder().buildAsync(address, new Ear()).join();
  }

  private final class Ear implements WebSocket.Listener {
    private final StringBuilder part = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
      part.append(text);
      if (last) {
        hear(part.toString());
        part.setLength(0);
      }
      from.request(1);
      return CompletableFuture.completedFuture(null);
    }
  }

  private void hear(String text) {
    try {
      heard.add(JSON.readTree(text));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    synchronized (heard) {
      heard.notifyAll();
    }
  }

  void send(String settings) throws Exception {
    socket.sendText(settings, true).get(LONGEST_MINUTES, TimeUnit.MINUTES);
  }

  /** All messages of a type until now. */
  List<JsonNode> all(String type) {
    return heard.stream().filter(message -> message.path("type").asText().equals(type)).toList();
  }

  /** Waits until so many messages of a type have come; answers the last of them. */
  JsonNode await(String type, int count) throws InterruptedException, TimeoutException {
    await(all -> all(type).size() >= count);
    return all(type).get(count - 1);
  }

  /** Waits until what has come is enough. */
  void await(Predicate<List<JsonNode>> enough) throws InterruptedException, TimeoutException {
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(LONGEST_MINUTES);
    synchronized (heard) {
      while (!enough.test(heard)) {
        if (System.nanoTime() - end > 0) {
          throw new TimeoutException("not heard; what came is " + heard);
        }
        heard.wait(100);
      }
    }
  }

  /** Sends settings that are right. */
  void sendAccepted(String settings) throws Exception {
    int before = all("accepted").size();
    send(settings);
    await(all -> all("accepted").size() > before || !all("refused").isEmpty());
    assertThat(all("refused")).isEmpty();
  }

  @Override
  public void close() {
    socket.abort();
  }
}
