package orchestrator.scenario.proxy.net;

import com.linecorp.armeria.client.ClientFactory;
import com.linecorp.armeria.client.Endpoint;
import com.linecorp.armeria.client.ResponseTimeoutMode;
import com.linecorp.armeria.client.websocket.WebSocketClient;
import com.linecorp.armeria.client.websocket.WebSocketSession;
import com.linecorp.armeria.common.Scheme;
import com.linecorp.armeria.common.SerializationFormat;
import com.linecorp.armeria.common.SessionProtocol;
import com.linecorp.armeria.common.websocket.WebSocketWriter;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Opens WebSockets to one server, each for one message. */
public final class WebSocketPeer {
  private static final Duration ALIVE = Duration.ofSeconds(2);
  private static final int LARGEST_FRAME = 64 << 10;

  private final WebSocketClient client;
  private final Peer peer;
  private final Duration timeout;

  WebSocketPeer(ClientFactory factory, Peer peer, Duration timeout) {
    this.peer = peer;
    this.timeout = timeout;
    SessionProtocol protocol = peer.secure() ? SessionProtocol.H1 : SessionProtocol.H1C;
    client =
        WebSocketClient.builder(
                Scheme.of(SerializationFormat.WS, protocol), Endpoint.of(peer.host(), peer.port()))
            .factory(factory)
            .responseTimeout(timeout)
            .responseTimeoutMode(ResponseTimeoutMode.FROM_START)
            .writeTimeout(timeout)
            .maxFramePayloadLength(LARGEST_FRAME)
            .build();
  }

  /**
   * Opens, sends a text as one message, and closes.
   *
   * @param await whether it is over only when the node has taken leave too, which it does when it
   *     has read all before
   * @return fails with a {@link NodeFailureException}
   */
  public CompletableFuture<Void> send(String text, boolean await) {
    return client
        .connect(peer.path())
        // In turns of the connection's own thread, so that what has come is seen before.
        .thenCompose(
            session ->
                CompletableFuture.completedFuture(session)
                    .thenComposeAsync(
                        open -> send(open, text, await), session.context().eventLoop()))
        .exceptionally(
            failure -> {
              throw new CompletionException(Reasons.of(failure, timeout, LARGEST_FRAME));
            });
  }

  private static CompletableFuture<Void> send(
      WebSocketSession session, String text, boolean await) {
    Leave leave = leave(session);
    WebSocketWriter out = session.outbound();
    if (leave.taken().isDone() || !out.tryWrite(text)) {
      out.close();
      return leave.taken();
    }
    CompletableFuture<Void> said =
        out.whenConsumed()
            .thenRunAsync(
                () -> {
                  leave.said();
                  out.close();
                },
                session.context().eventLoop());
    return await
        ? leave.taken()
        : said.thenCompose(done -> leave.taken().isCompletedExceptionally() ? leave.taken() : said);
  }

  private static Leave leave(WebSocketSession session) {
    Leave leave = new Leave();
    session.inbound().subscribe(leave);
    return leave;
  }

  /** Whether a WebSocket can be opened within two seconds; it is closed again. */
  public boolean opens() throws InterruptedException {
    CompletableFuture<Void> opening =
        client
            .connect(peer.path())
            .thenAccept(
                session -> {
                  leave(session);
                  session.outbound().close();
                });
    try {
      opening.get(ALIVE.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (ExecutionException | TimeoutException e) {
      return false;
    }
  }
}
