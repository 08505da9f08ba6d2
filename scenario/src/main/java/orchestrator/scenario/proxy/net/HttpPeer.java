package orchestrator.scenario.proxy.net;

import com.linecorp.armeria.client.ClientFactory;
import com.linecorp.armeria.client.Endpoint;
import com.linecorp.armeria.client.ResponseTimeoutMode;
import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.SessionProtocol;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Makes requests to one server. */
public final class HttpPeer {
  private static final long MOST_BYTES = 1 << 20;
  private static final Duration ALIVE = Duration.ofSeconds(2);

  private final WebClient client;
  private final Peer peer;
  private final Duration timeout;

  HttpPeer(ClientFactory factory, Peer peer, Duration timeout) {
    this.peer = peer;
    this.timeout = timeout;
    // Nodes' servers are small ones, many of which stumble over the first lines of HTTP/2.
    SessionProtocol protocol = peer.secure() ? SessionProtocol.HTTPS : SessionProtocol.H1C;
    client =
        WebClient.builder(protocol, Endpoint.of(peer.host(), peer.port()))
            .factory(factory)
            .responseTimeout(timeout)
            .responseTimeoutMode(ResponseTimeoutMode.FROM_START)
            .writeTimeout(timeout)
            .maxResponseLength(MOST_BYTES)
            .build();
  }

  /** Headers for a POST to the peer's own path, to be completed. */
  public RequestHeaders post() {
    return RequestHeaders.of(HttpMethod.POST, peer.path());
  }

  /**
   * Makes a request.
   *
   * @return fails with a {@link NodeFailureException} when no whole answer comes
   */
  public CompletableFuture<AggregatedHttpResponse> send(RequestHeaders headers, String body) {
    return client
        .execute(HttpRequest.of(headers, HttpData.ofUtf8(body)))
        .aggregate()
        .handle(
            (response, failure) -> {
              if (failure != null) {
                throw new CompletionException(Reasons.of(failure, timeout, MOST_BYTES));
              }
              return response;
            });
  }

  /**
   * Waits until an answer begins to a GET of a path, whatever it says.
   *
   * @throws NodeFailureException when none does within two seconds
   */
  public void ask(String path) throws NodeFailureException, InterruptedException {
    HttpResponse response = client.get(path);
    try {
      response.split().headers().get(ALIVE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw Reasons.of(e, timeout, MOST_BYTES);
    } catch (TimeoutException e) {
      throw new NodeFailureException("the node did not answer within " + Reasons.seconds(ALIVE));
    } finally {
      response.abort();
    }
  }
}
