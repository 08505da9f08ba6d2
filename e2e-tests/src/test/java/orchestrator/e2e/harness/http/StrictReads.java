package orchestrator.e2e.harness.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.api.AnnotationsProto;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.PrototypeMarshaller;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import orchestrator.client.ApiServices;

/**
 * Asks for each read over HTTP once more by itself, and holds that the answer's JSON is the
 * answer's and nothing else: the client's channel ignores fields that it does not know.
 */
final class StrictReads implements ClientInterceptor {
  private static final Pattern VARIABLE = Pattern.compile("\\{(\\w+)}");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final URI root;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  StrictReads(URI root) {
    this.root = root;
  }

  @Override
  public <Q, A> ClientCall<Q, A> interceptCall(
      MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
    ClientCall<Q, A> call = next.newCall(method, options);
    if (!method.isSafe() || !method.getType().serverSendsOneMessage()) {
      return call;
    }
    return new SimpleForwardingClientCall<>(call) {
      private Metadata headers = new Metadata();

      @Override
      public void start(Listener<A> listener, Metadata given) {
        headers = given;
        super.start(listener, given);
      }

      @Override
      public void sendMessage(Q request) {
        check(method, (Message) request, headers);
        super.sendMessage(request);
      }
    };
  }

  private void check(MethodDescriptor<?, ?> method, Message request, Metadata headers) {
    try {
      Optional<URI> target = target(method, request);
      if (target.isEmpty()) {
        return;
      }
      HttpRequest.Builder get = HttpRequest.newBuilder(target.get()).timeout(PATIENCE);
      for (String name : List.of("mspid", "channel", "chaincode")) {
        String value = headers.get(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER));
        if (value != null) {
          get.header(name, value);
        }
      }
      HttpResponse<String> answer = send(get.build());
      if (answer.statusCode() == 200) {
        check(method, answer.body());
      }
    } catch (IOException e) {
      throw new AssertionError(method.getFullMethodName() + " over HTTP: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
    try {
      return client.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      // The JDK's client may use a connection that the server is just closing.
      return client.send(request, BodyHandlers.ofString());
    }
  }

  private static void check(MethodDescriptor<?, ?> method, String json) throws IOException {
    PrototypeMarshaller<?> marshaller = (PrototypeMarshaller<?>) method.getResponseMarshaller();
    Message.Builder read = ((Message) marshaller.getMessagePrototype()).newBuilderForType();
    JsonFormat.parser().merge(json, read);
    assertThat(JSON.readTree(json))
        .as(method.getFullMethodName())
        .isEqualTo(
            JSON.readTree(JsonFormat.printer().alwaysPrintFieldsWithNoPresence().print(read)));
  }

  /** Where the request is asked for; empty where no GET can express it. */
  private Optional<URI> target(MethodDescriptor<?, ?> method, Message request) throws IOException {
    String path =
        ApiServices.descriptor(method).getOptions().getExtension(AnnotationsProto.http).getGet();
    if (path.isEmpty()) {
      return Optional.empty();
    }
    List<String> parameters = new ArrayList<>();
    JsonNode fields;
    try {
      fields = JSON.readTree(JsonFormat.printer().preservingProtoFieldNames().print(request));
    } catch (IllegalArgumentException e) {
      // It has a time that JSON cannot write, and is called by gRPC.
      return Optional.empty();
    }
    List<String> inPath = VARIABLE.matcher(path).results().map(found -> found.group(1)).toList();
    for (Map.Entry<String, JsonNode> field : fields.properties()) {
      if (!inPath.contains(field.getKey())) {
        flatten(field.getKey(), field.getValue(), parameters);
      }
    }
    String filled =
        VARIABLE
            .matcher(path)
            .replaceAll(found -> encoded(fields.path(found.group(1)).asText()).replace("$", "\\$"));
    String query = parameters.isEmpty() ? "" : "?" + String.join("&", parameters);
    return Optional.of(root.resolve(filled + query));
  }

  private static void flatten(String name, JsonNode value, List<String> parameters) {
    if (value.isObject()) {
      value
          .properties()
          .forEach(entry -> flatten(name + "." + entry.getKey(), entry.getValue(), parameters));
    } else if (value.isArray()) {
      value.forEach(each -> flatten(name, each, parameters));
    } else {
      parameters.add(encoded(name) + "=" + encoded(value.asText()));
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
