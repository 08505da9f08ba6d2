package orchestrator.flow.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import orchestrator.flow.Flow;
import orchestrator.flow.Header;
import orchestrator.flow.Visit;
import orchestrator.flow.error.Causes;
import orchestrator.flow.error.FlowOrchestratorException;
import orchestrator.flow.run.RunState;
import orchestrator.flow.run.Runs;
import orchestrator.flow.wire.Envelope;
import orchestrator.flow.wire.MessageCodec;
import orchestrator.flow.wire.MessageFormatException;
import org.jspecify.annotations.Nullable;

/** Is what an orchestrator answers by HTTP. */
final class FlowEndpoints {
  /** How long an answer is held until it can be acknowledged. */
  private static final Duration HOLD = Duration.ofMillis(300);

  private final Runs runs;
  private final EndedRuns ended;
  private final Intake intake;
  private final MessageCodec codec;
  private final BooleanSupplier isFull;

  FlowEndpoints(
      Runs runs, EndedRuns ended, Intake intake, MessageCodec codec, BooleanSupplier isFull) {
    this.runs = runs;
    this.ended = ended;
    this.intake = intake;
    this.codec = codec;
    this.isFull = isFull;
  }

  void addTo(ServerBuilder server) {
    server.route().post("/messages").build(this::message);
    server.route().get("/runs/{run}").build(this::run);
  }

  private HttpResponse message(ServiceRequestContext context, HttpRequest request) {
    return HttpResponse.of(request.aggregate().thenApply(this::message));
  }

  private HttpResponse message(AggregatedHttpRequest request) {
    if (isFull.getAsBoolean()) {
      return Problems.later("too many messages wait here");
    }
    Envelope envelope = codec.read(request.contentUtf8());
    Header header = envelope.header();
    Optional<Flow<?, ?>> flow = runs.flow(header.flow());
    if (flow.isEmpty()) {
      return Problems.of(
          HttpStatus.NOT_FOUND, "there is no flow '%s' here".formatted(header.flow()));
    }
    try {
      if (header.source().isEmpty()) {
        Intake.Taken taken = intake.first(flow.get(), envelope);
        return held(taken, HttpStatus.ACCEPTED);
      }
      Optional<DeadLetter.Kind> kind = kind(request.headers().get(Headers.ANSWER, ""), header);
      return kind.isEmpty()
          ? Problems.of(
              HttpStatus.BAD_REQUEST, "the header Answer must be given, failed or nothing")
          : held(intake.answer(flow.get(), envelope, kind.get()), HttpStatus.OK);
    } catch (IllegalStateException e) {
      return Problems.later(Causes.sentence(e));
    } catch (MessageFormatException | IllegalArgumentException | FlowOrchestratorException e) {
      return Problems.of(HttpStatus.BAD_REQUEST, Causes.sentence(e));
    }
  }

  /** What does not say which kind it is shows it by its fault. */
  private static Optional<DeadLetter.Kind> kind(String text, Header header) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "given" -> Optional.of(DeadLetter.Kind.GIVEN);
      case "failed" -> Optional.of(DeadLetter.Kind.FAILED);
      case "nothing" -> Optional.of(DeadLetter.Kind.NOTHING);
      case "" ->
          Optional.of(
              header.fault() == null || header.source().startsWith(Visit.UNDO)
                  ? DeadLetter.Kind.GIVEN
                  : DeadLetter.Kind.FAILED);
      default -> Optional.empty();
    };
  }

  /** Says that the message need not be kept, or after a while that it is here but must be. */
  private static HttpResponse held(Intake.Taken taken, HttpStatus passedOn) {
    CompletableFuture<HttpStatus> status =
        taken
            .passedOn()
            .thenApply(any -> passedOn)
            .completeOnTimeout(HttpStatus.ACCEPTED, HOLD.toMillis(), TimeUnit.MILLISECONDS);
    return HttpResponse.of(status.thenApply(known -> taken(known, taken.run())));
  }

  private static HttpResponse taken(HttpStatus status, String run) {
    return json(status, JsonNodeFactory.instance.objectNode().put("run", run).toString());
  }

  static HttpResponse json(HttpStatus status, String text) {
    return HttpResponse.of(status, MediaType.JSON, text + "\n");
  }

  private HttpResponse run(ServiceRequestContext context, HttpRequest request) {
    String id = Optional.<@Nullable String>ofNullable(context.pathParam("run")).orElse("");
    Optional<RunState> running = runs.find(id);
    return running
        .map(EndedRuns::json)
        .or(() -> ended.find(id))
        .map(text -> json(HttpStatus.OK, text))
        .orElseGet(
            () -> Problems.of(HttpStatus.NOT_FOUND, "no run '%s' is known here".formatted(id)));
  }
}
