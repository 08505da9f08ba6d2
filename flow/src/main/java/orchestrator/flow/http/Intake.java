package orchestrator.flow.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import orchestrator.flow.Fault;
import orchestrator.flow.Flow;
import orchestrator.flow.Header;
import orchestrator.flow.Message;
import orchestrator.flow.ToUndo;
import orchestrator.flow.Visit;
import orchestrator.flow.run.Answers;
import orchestrator.flow.run.RunState;
import orchestrator.flow.run.Runs;
import orchestrator.flow.wire.Envelope;
import orchestrator.flow.wire.MessageFormatException;
import org.jspecify.annotations.Nullable;

/**
 * Takes the messages that come to an orchestrator: first ones of runs, and answers. The answer to a
 * message that was sent from here changes what that says of the run in nothing but body and
 * attributes; only an answer for a run that this process does not know is believed.
 */
final class Intake {
  private static final CompletableFuture<@Nullable Void> NOW =
      CompletableFuture.completedFuture(null);

  /**
   * Says that a message was taken.
   *
   * @param run the run that it belongs to
   * @param passedOn completes when whoever sent it need not keep it any more
   */
  record Taken(String run, CompletableFuture<@Nullable Void> passedOn) {}

  private final Runs runs;
  private final EndedRuns ended;
  private final Function<RunState, Custody> custodies;

  Intake(Runs runs, EndedRuns ended, Function<RunState, Custody> custodies) {
    this.runs = runs;
    this.ended = ended;
    this.custodies = custodies;
  }

  /**
   * Takes a first message.
   *
   * @throws MessageFormatException when the flow does not take its body
   * @throws IllegalArgumentException when the run is one of another flow, or its id is unfit
   * @throws IllegalStateException when there are as many runs as there may be
   */
  Taken first(Flow<?, ?> flow, Envelope envelope) {
    Header header = envelope.header();
    if (header.fault() != null || header.toUndo() != null) {
      throw new IllegalArgumentException("a first message has neither a fault nor what to undo");
    }
    String id = header.run().isEmpty() ? UUID.randomUUID().toString() : header.run();
    if (ended.find(id).isPresent()) {
      return new Taken(id, NOW);
    }
    Message<?> message = envelope.toFlow(flow);
    RunState run = runs.add(flow, id);
    checkFlow(run, flow);
    Custody custody = custodies.apply(run);
    return new Taken(
        id,
        run.begins()
            ? custody.take(
                "", () -> runs.beginLater(run, message.body(), message.header().attributes()))
            : custody.answer("").orElse(NOW));
  }

  private static void checkFlow(RunState run, Flow<?, ?> flow) {
    if (run.flow() != flow) {
      throw new IllegalArgumentException(
          "the run '%s' is one of the flow '%s', not of '%s'"
              .formatted(run.id(), run.flow().name(), flow.name()));
    }
  }

  /**
   * Takes an answer. One that is not waited for changes nothing; one for a run that is not known is
   * what another process left behind, and the run goes on here.
   *
   * @throws MessageFormatException when the message of a run that is not known does not fit its
   *     flow
   * @throws IllegalArgumentException when it says of the run what cannot be
   * @throws IllegalStateException when there are as many runs as there may be
   * @throws orchestrator.flow.error.FlowOrchestratorException when the flow has no such visit
   */
  Taken answer(Flow<?, ?> flow, Envelope envelope, DeadLetter.Kind kind) {
    Message<JsonNode> raw = envelope.raw();
    Header header = raw.header();
    Visit visit = flow.visit(header.source(), header.laps());
    Optional<RunState> known = runs.find(header.run());
    if (known.isEmpty() && ended.find(header.run()).isPresent()) {
      return new Taken(header.run(), NOW);
    }
    String place = raw.place();
    if (known.isPresent()) {
      RunState run = known.get();
      checkFlow(run, flow);
      Custody custody = custodies.apply(run);
      synchronized (custody) {
        Optional<CompletableFuture<@Nullable Void>> taken = custody.answer(place);
        if (taken.isPresent()) {
          return new Taken(run.id(), taken.get());
        }
        Optional<Message<?>> sent = run.openAt(place);
        if (sent.isPresent()) {
          return new Taken(
              run.id(), custody.take(place, known(visit, sent.get(), flow, envelope, kind)));
        }
      }
      if (!run.isAdopted() || run.hasPassed(place)) {
        return new Taken(run.id(), NOW);
      }
    }
    checkUndo(flow, header);
    Message<?> message = adopted(flow, visit, envelope, kind);
    RunState run = runs.adopt(flow, header.run());
    checkFlow(run, flow);
    Custody custody = custodies.apply(run);
    synchronized (custody) {
      Optional<CompletableFuture<@Nullable Void>> taken = custody.answer(place);
      if (taken.isPresent()) {
        return new Taken(run.id(), taken.get());
      }
      runs.opened(visit, message);
      return new Taken(
          run.id(),
          custody.take(
              place,
              kind == DeadLetter.Kind.NOTHING
                  ? () -> stopped(message)
                  : () -> runs.answeredLater(message)));
    }
  }

  /** What is done with the answer to a message that was sent from here. */
  private Supplier<CompletionStage<?>> known(
      Visit visit, Message<?> sent, Flow<?, ?> flow, Envelope envelope, DeadLetter.Kind kind) {
    return switch (kind) {
      case NOTHING -> () -> stopped(sent);
      case FAILED -> {
        Message<?> failed =
            sent.failed(
                Fault.of(
                    sent.place(), Fault.Kind.SERVICE, reason(sent, envelope.header().fault())));
        yield () -> runs.answeredLater(failed);
      }
      default -> {
        Message<?> answer = given(visit, sent, flow, envelope);
        yield () -> runs.answeredLater(answer);
      }
    };
  }

  private static Message<?> given(
      Visit visit, Message<?> sent, Flow<?, ?> flow, Envelope envelope) {
    try {
      return Answers.of(visit, sent, envelope.given(flow));
    } catch (MessageFormatException e) {
      return sent.failed(
          Fault.of(
              sent.place(),
              Fault.Kind.SERVICE,
              "what the service '%s' gave is not what the block '%s' gives: %s"
                  .formatted(
                      visit.block().service().orElse(""),
                      visit.block(),
                      Problems.shortened(e.getMessage()))));
    }
  }

  private CompletionStage<?> stopped(Message<?> message) {
    runs.stopped(message);
    return NOW;
  }

  /** A run that fails already has its own reason; what could not be undone is told behind it. */
  private static String reason(Message<?> sent, @Nullable Fault fault) {
    if (fault == null) {
      return "the service failed, and did not say why";
    }
    Fault before = sent.header().fault();
    List<String> more = fault.notUndone();
    if (before == null || more.isEmpty()) {
      return Problems.shortened(fault.reason());
    }
    String last = more.get(more.size() - 1);
    String place = sent.place() + ": ";
    return Problems.shortened(last.startsWith(place) ? last.substring(place.length()) : last);
  }

  private static Message<?> adopted(
      Flow<?, ?> flow, Visit visit, Envelope envelope, DeadLetter.Kind kind) {
    return switch (kind) {
      case FAILED -> envelope.toFlow(flow);
      case NOTHING -> envelope.raw();
      default -> {
        Message<?> message = envelope.toFlow(flow);
        yield Answers.of(visit, message, message);
      }
    };
  }

  /** What is to be undone comes from a stranger when the run is not known. */
  private static void checkUndo(Flow<?, ?> flow, Header header) {
    ToUndo top = header.toUndo();
    String source = header.source();
    if (source.startsWith(Visit.UNDO)
        && (top == null
            || header.fault() == null
            || !source.equals(Visit.UNDO + Objects.requireNonNull(top).visit()))) {
      throw new IllegalArgumentException("'%s' is not what was to be undone".formatted(source));
    }
    for (ToUndo one = top; one != null; one = one.before()) {
      Visit unusedVisit = flow.visit(Visit.UNDO + one.visit(), one.laps());
    }
  }
}
