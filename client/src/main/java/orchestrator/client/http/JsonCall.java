package orchestrator.client.http;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.Deadline;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.PrototypeMarshaller;
import io.grpc.Status;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Makes one call over HTTP. */
final class JsonCall extends ClientCall<Message, Message> {
  static final Metadata.Key<String> REQUEST_ID = key("reqid");
  private static final List<String> HEADERS =
      List.of("mspid", "channel", "chaincode", "reqid", "authorization");

  private final HttpClient http;
  private final Exchange exchange;
  private final URI root;
  private final MethodDescriptor<Message, Message> rpc;
  private final CallOptions options;
  private final Optional<ClientCall<Message, Message>> other;
  private Listener<Message> listener = new Listener<>() {};
  private Metadata headers = new Metadata();
  private Optional<JsonRequest> request = Optional.empty();
  private boolean elsewhere;
  private int wanted;
  private Optional<EventReader> reader = Optional.empty();
  private CompletableFuture<?> underWay = new CompletableFuture<>();

  JsonCall(
      HttpClient http,
      Exchange exchange,
      URI root,
      MethodDescriptor<Message, Message> rpc,
      CallOptions options,
      Optional<ClientCall<Message, Message>> other) {
    this.http = http;
    this.exchange = exchange;
    this.root = root;
    this.rpc = rpc;
    this.options = options;
    this.other = other;
  }

  private static Metadata.Key<String> key(String name) {
    return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
  }

  @Override
  public void start(Listener<Message> to, Metadata with) {
    listener =
        options.getExecutor() == null ? to : new DispatchingListener(to, options.getExecutor());
    headers = with;
  }

  @Override
  public void request(int count) {
    if (elsewhere) {
      other.orElseThrow().request(count);
    } else if (reader.isPresent()) {
      reader.get().request(count);
    } else {
      wanted = (int) Math.min((long) wanted + count, Integer.MAX_VALUE);
    }
  }

  @Override
  public void sendMessage(Message message) {
    request = JsonRequest.of(rpc, message);
    if (request.isEmpty() && other.isPresent()) {
      elsewhere = true;
      other.get().start(listener, headers);
      other.get().request(wanted);
      other.get().sendMessage(message);
    }
  }

  @Override
  public void halfClose() {
    if (elsewhere) {
      other.orElseThrow().halfClose();
    } else if (request.isEmpty()) {
      listener.onClose(
          Status.INVALID_ARGUMENT.withDescription("HTTP cannot express this request"),
          new Metadata());
    } else if (rpc.getType().serverSendsOneMessage()) {
      underWay = exchange.send(httpRequest(), request.get().body()).whenComplete(this::answered);
    } else {
      EventReader events = new EventReader(listener, this::message);
      events.request(wanted);
      reader = Optional.of(events);
      underWay =
          http.sendAsync(httpRequest(), BodyHandlers.ofInputStream()).whenComplete(events::begin);
    }
  }

  @Override
  public void cancel(@Nullable String message, @Nullable Throwable cause) {
    if (elsewhere) {
      other.orElseThrow().cancel(message, cause);
      return;
    }
    underWay.cancel(true);
    reader.ifPresent(EventReader::cancel);
  }

  private HttpRequest httpRequest() {
    JsonRequest json = request.orElseThrow();
    HttpRequest.Builder builder = HttpRequest.newBuilder(root.resolve(json.target()));
    for (String name : HEADERS) {
      Iterable<String> values = headers.getAll(key(name));
      if (values != null) {
        values.forEach(value -> builder.header(name, value));
      }
    }
    Deadline deadline = options.getDeadline();
    if (deadline != null) {
      long millis = deadline.timeRemaining(TimeUnit.MILLISECONDS);
      builder.timeout(Duration.ofMillis(Math.max(1, millis)));
    }
    if (json.method().equals("GET")) {
      return builder.build();
    }
    return builder
        .header("Content-Type", "application/json")
        .method(json.method(), BodyPublishers.ofString(json.body()))
        .build();
  }

  private void answered(Exchange.@Nullable HttpResult response, @Nullable Throwable failure) {
    if (response == null) {
      listener.onClose(failed(failure), new Metadata());
      return;
    }
    Metadata trailers = trailers(response.requestId());
    if (response.status() != 200) {
      listener.onClose(Problem.status(response.status(), response.body()), trailers);
      return;
    }
    try {
      Message answer = message(response.body());
      listener.onHeaders(new Metadata());
      listener.onMessage(answer);
      listener.onClose(Status.OK, trailers);
    } catch (InvalidProtocolBufferException e) {
      listener.onClose(
          Status.INTERNAL.withDescription("the answer cannot be read").withCause(e), trailers);
    }
  }

  /** The id of the request, where gRPC has it. */
  static Metadata trailers(Optional<String> requestId) {
    Metadata trailers = new Metadata();
    requestId.ifPresent(id -> trailers.put(REQUEST_ID, id));
    return trailers;
  }

  /** What a failure to get any answer is. */
  static Status failed(@Nullable Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (cause instanceof HttpTimeoutException) {
      return Status.DEADLINE_EXCEEDED.withCause(cause);
    }
    return cause instanceof CancellationException
        ? Status.CANCELLED.withCause(cause)
        : Status.UNAVAILABLE.withDescription("io exception").withCause(cause);
  }

  private Message message(String json) throws InvalidProtocolBufferException {
    PrototypeMarshaller<Message> marshaller =
        (PrototypeMarshaller<Message>) rpc.getResponseMarshaller();
    Message.Builder builder = marshaller.getMessagePrototype().newBuilderForType();
    JsonFormat.parser().ignoringUnknownFields().merge(json, builder);
    return builder.build();
  }
}
