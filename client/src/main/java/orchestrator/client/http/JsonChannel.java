package orchestrator.client.http;

import com.google.protobuf.Message;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.MethodDescriptor;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Optional;
import orchestrator.client.UnconnectedChannel;

/**
 * Calls the rpcs of the API at their paths over HTTP, in JSON, and the stream of events as
 * server-sent events; for where gRPC does not get through. Of the headers of a call, {@code mspid},
 * {@code channel}, {@code chaincode}, {@code reqid} and {@code authorization} are sent.
 *
 * <p>A call ends with the status that the server's problem names. A request that no address can
 * express, since a key in it is empty, has control characters or thousands of others, fails with
 * INVALID_ARGUMENT.
 */
public final class JsonChannel extends UnconnectedChannel {
  private static final Duration CONNECT = Duration.ofSeconds(20);

  private final URI root;
  private final HttpClient http;
  private final Exchange exchange;
  private final Optional<Channel> others;

  /**
   * Calls a door.
   *
   * @param root where it is, such as {@code http://127.0.0.1:8484}
   */
  public JsonChannel(URI root) {
    this(root, client(root), Optional.empty(), Optional.empty());
  }

  /** Without TLS, HTTP/2 begins with an upgrade that costs more than it gives. */
  private static HttpClient client(URI root) {
    return HttpClient.newBuilder()
        .version(
            "https".equals(root.getScheme())
                ? HttpClient.Version.HTTP_2
                : HttpClient.Version.HTTP_1_1)
        .connectTimeout(CONNECT)
        .build();
  }

  private JsonChannel(
      URI root, HttpClient http, Optional<Exchange> lean, Optional<Channel> others) {
    this.root = root;
    this.http = http;
    this.exchange = lean.orElseGet(() -> Exchange.by(http));
    this.others = others;
  }

  /**
   * Calls a door without TLS as cheaply as can be: in one thread, which callbacks must not hold up,
   * and without deadlines. For load generators.
   */
  public static JsonChannel lean(URI root) {
    return new JsonChannel(
        root, client(root), Optional.of(new LeanExchange(root)), Optional.empty());
  }

  /** The same, that makes over gRPC the calls that HTTP cannot express. */
  public JsonChannel orElse(Channel grpc) {
    return new JsonChannel(root, http, Optional.of(exchange), Optional.of(grpc));
  }

  @Override
  @SuppressWarnings("unchecked") // All messages of the API are protobuf's.
  public <Q, A> ClientCall<Q, A> newCall(MethodDescriptor<Q, A> method, CallOptions options) {
    if (isShutdown()) {
      throw new IllegalStateException("the channel to " + root + " is closed");
    }
    MethodDescriptor<Message, Message> rpc = (MethodDescriptor<Message, Message>) method;
    Optional<ClientCall<Message, Message>> other =
        others.map(channel -> channel.newCall(rpc, options));
    return (ClientCall<Q, A>)
        (JsonRequest.hasPath(method)
            ? new JsonCall(http, exchange, root, rpc, options, other)
            : other.orElseThrow(
                () ->
                    new IllegalArgumentException(
                        method.getFullMethodName() + " has no path over HTTP")));
  }

  @Override
  public String authority() {
    return root.getAuthority();
  }
}
