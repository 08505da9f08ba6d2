package orchestrator.flow.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import orchestrator.flow.Message;
import orchestrator.flow.service.Service;
import orchestrator.flow.wire.Envelope;
import orchestrator.flow.wire.MessageCodec;

/** Is what a host of services answers by HTTP. */
final class ServiceEndpoints {
  private static final int LONGEST_PLACE = 1_000;

  private final Map<String, Service> services;
  private final Set<URI> orchestrators;
  private final MessageCodec codec;
  private final Worker worker;

  /**
   * Answers for these services.
   *
   * @param orchestrators where answers may go; when there are none, anywhere on this machine
   */
  ServiceEndpoints(
      Map<String, Service> services, Set<URI> orchestrators, MessageCodec codec, Worker worker) {
    this.services = services;
    this.orchestrators = orchestrators;
    this.codec = codec;
    this.worker = worker;
  }

  void addTo(ServerBuilder server) {
    server.route().post("/messages/{service}").build(this::message);
  }

  private HttpResponse message(ServiceRequestContext context, HttpRequest request) {
    String name = Optional.ofNullable(context.pathParam("service")).orElse("");
    Service service = services.get(name);
    if (service == null) {
      return Problems.of(
          HttpStatus.NOT_FOUND,
          "there is no service '%s' here; there are %s".formatted(name, services.keySet()));
    }
    return HttpResponse.of(request.aggregate().thenApply(body -> message(service, body)));
  }

  private HttpResponse message(Service service, AggregatedHttpRequest request) {
    Envelope envelope = codec.read(request.contentUtf8());
    Message<JsonNode> message = envelope.raw();
    if (message.header().run().isEmpty() || message.header().source().isEmpty()) {
      return Problems.of(HttpStatus.BAD_REQUEST, "a request needs a run and a source");
    }
    if (message.hop().length() + message.header().command().length() > LONGEST_PLACE) {
      return Problems.of(
          HttpStatus.BAD_REQUEST,
          "run, source, laps and command may have %d characters together".formatted(LONGEST_PLACE));
    }
    Optional<URI> answerTo = answerTo(request.headers().get(Headers.ANSWER_TO, ""));
    if (answerTo.isEmpty()) {
      return Problems.of(
          HttpStatus.FORBIDDEN, "the header Answer-To names no orchestrator that is known here");
    }
    int chars = request.content().length();
    Job job = new Job(key(service, message, answerTo.get()), service, message, answerTo.get());
    Inbox.Arrival arrival = worker.take(job, envelope, chars);
    if (arrival instanceof Inbox.Full) {
      return Problems.later("too many requests are under way here");
    }
    if (arrival instanceof Inbox.Again again && again.done().refusal() != null) {
      return Problems.of(
          HttpStatus.CONFLICT, "its answer was not taken: " + again.done().refusal());
    }
    return FlowEndpoints.json(
        HttpStatus.ACCEPTED,
        JsonNodeFactory.instance.objectNode().put("run", message.header().run()).toString());
  }

  /** Who may send requests must not have answers sent to just anybody. */
  private Optional<URI> answerTo(String header) {
    URI orchestrator;
    if (header.isEmpty()) {
      return orchestrators.size() == 1
          ? Optional.of(messages(orchestrators.iterator().next()))
          : Optional.empty();
    }
    try {
      orchestrator = PeerBuilder.checked("the orchestrator", URI.create(header));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    boolean isKnown =
        orchestrators.isEmpty()
            ? Gate.isLoopback(Optional.ofNullable(orchestrator.getHost()))
                && orchestrator.getUserInfo() == null
            : orchestrators.contains(orchestrator);
    return isKnown ? Optional.of(messages(orchestrator)) : Optional.empty();
  }

  private static URI messages(URI orchestrator) {
    return URI.create(orchestrator + "/messages");
  }

  /** The hop, and what it asks for: an id that is used for another run tells another request. */
  private static String key(Service service, Message<JsonNode> message, URI answerTo) {
    byte[] body = message.body().toString().getBytes(StandardCharsets.UTF_8);
    return String.join(
        "\n",
        answerTo.toString(),
        service.name(),
        message.hop(),
        message.header().command(),
        HexFormat.of().formatHex(Digests.sha256(body)));
  }
}
