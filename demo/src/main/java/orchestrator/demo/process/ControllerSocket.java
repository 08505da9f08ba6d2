package orchestrator.demo.process;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Speaks as a controller to a service of scenarios, and hears what it says. */
public final class ControllerSocket implements AutoCloseable, WebSocket.Listener {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final BlockingQueue<JsonNode> heard = new LinkedBlockingQueue<>();
  private final StringBuilder part = new StringBuilder();
  private final Duration patience;
  private final WebSocket socket;

  /**
   * Connects to a service of scenarios.
   *
   * @param patience how long to wait for what is to be heard
   * @throws ProcessFailedException when nothing answers there
   */
  public ControllerSocket(URI address, Duration patience) {
    this.patience = patience;
    try {
      socket = HttpClient.newHttpClient().newWebSocketBuilder().buildAsync(address, this).join();
    } catch (CompletionException e) {
      throw new ProcessFailedException("no service of scenarios answers at " + address);
    }
  }

  /** Sends settings. */
  public void send(String settings) {
    socket.sendText(settings, true).join();
  }

  /**
   * Waits for a message of a type; others before it are passed over.
   *
   * @throws ProcessFailedException when it does not come in time, or the settings are refused
   */
  public JsonNode hear(String type) {
    try {
      while (true) {
        JsonNode message = heard.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
        if (message == null) {
          throw new ProcessFailedException("the service of scenarios says no " + type);
        }
        String said = message.path("type").asText();
        if (said.equals(type)) {
          return message;
        }
        if (said.equals("refused") || said.equals("failed")) {
          throw new ProcessFailedException("the service of scenarios says " + message);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ProcessFailedException("interrupted");
    }
  }

  @Override
  public CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
    part.append(text);
    if (last) {
      try {
        heard.add(JSON.readTree(part.toString()));
      } catch (IOException e) {
        // It is not for us, then.
      }
      part.setLength(0);
    }
    from.request(1);
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public void close() {
    socket.abort();
  }
}
