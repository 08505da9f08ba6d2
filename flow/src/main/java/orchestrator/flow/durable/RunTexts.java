package orchestrator.flow.durable;

import java.util.Objects;
import java.util.Optional;
import orchestrator.client.batch.Batch;
import orchestrator.flow.Fault;
import orchestrator.flow.Flow;
import orchestrator.flow.Header;
import orchestrator.flow.Message;
import orchestrator.flow.Visit;
import orchestrator.flow.run.RunResult;
import orchestrator.flow.wire.MessageCodec;
import orchestrator.proto.ComputeTaskStatus;

/** Writes bodies, answers and outcomes as the texts that stand in the API, and reads them. */
final class RunTexts {
  /** What a service tells that gives no answer. */
  private static final String NOTHING = "{}";

  private final MessageCodec codec;
  private final MessageStore store;

  RunTexts(MessageCodec codec, MessageStore store) {
    this.codec = codec;
    this.store = store;
  }

  String body(String run, Object body) {
    return store.keep(run + "/start", codec.writeBody(body));
  }

  Object body(Flow<?, ?> flow, String text) {
    return codec.readBody(store.read(text), flow.takes());
  }

  /** The message of a hop. */
  String message(Message<?> message) {
    return store.keep(message.hop(), codec.write(message));
  }

  /** The message that a hop was sent with. */
  Message<?> sent(Flow<?, ?> flow, String text) {
    return codec.read(store.read(text)).sentBy(flow);
  }

  /** What a service gives: its body and what it added to the attributes. */
  String answer(String hop, Optional<Message<?>> answer) {
    if (answer.isEmpty()) {
      return NOTHING;
    }
    Header attributes = Header.EMPTY;
    for (var attribute : answer.get().header().attributes().entrySet()) {
      attributes = attributes.withAttribute(attribute.getKey(), attribute.getValue());
    }
    return store.keep(hop + "/answer", codec.write(answer.get().withHeader(attributes)));
  }

  Optional<Message<?>> answer(Visit visit, String text) {
    return text.equals(NOTHING)
        ? Optional.empty()
        : Optional.of(codec.read(store.read(text)).givenTo(visit));
  }

  Batch end(String runTask, RunResult<Object> outcome) {
    String fault = outcome.fault() == null ? "" : outcome.fault().text();
    return switch (outcome.status()) {
      case FINISHED ->
          new Batch()
              .done(
                  runTask,
                  store.keep(
                      runTask + "/result",
                      codec.writeBody(Objects.requireNonNull(outcome.body()))));
      case FAILED -> new Batch().failed(runTask, fault);
      case STOPPED -> new Batch().canceled(runTask, fault);
    };
  }

  <O> RunResult<O> outcome(Flow<?, O> flow, ComputeTaskStatus status, String reason) {
    if (status == ComputeTaskStatus.STATUS_DONE) {
      return RunResult.finished(codec.readBody(store.read(reason), flow.gives()));
    }
    Fault fault = Fault.of(flow.name(), Fault.Kind.FLOW, reason);
    return new RunResult<>(
        status == ComputeTaskStatus.STATUS_FAILED
            ? RunResult.Status.FAILED
            : RunResult.Status.STOPPED,
        null,
        fault);
  }
}
