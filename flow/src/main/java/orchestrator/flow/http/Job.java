package orchestrator.flow.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import orchestrator.flow.Fault;
import orchestrator.flow.Header;
import orchestrator.flow.Message;
import orchestrator.flow.service.Service;
import orchestrator.flow.wire.MessageCodec;
import orchestrator.flow.wire.MessageFormatException;

/**
 * Is a request that a host does.
 *
 * @param key what tells it from others
 * @param service does it
 * @param request the message as it was read
 * @param answerTo where its answer goes
 */
record Job(String key, Service service, Message<JsonNode> request, URI answerTo) {
  /** The answer to it: the header that came, and the body and the attributes of the command's. */
  Letter given(Optional<Message<?>> answer, MessageCodec codec) {
    if (answer.isEmpty()) {
      return letter(DeadLetter.Kind.NOTHING, codec.write(request));
    }
    Header header = request.header();
    for (Map.Entry<String, String> one : answer.get().header().attributes().entrySet()) {
      header = header.withAttribute(one.getKey(), one.getValue());
    }
    try {
      return letter(DeadLetter.Kind.GIVEN, codec.write(new Message<>(answer.get().body(), header)));
    } catch (MessageFormatException e) {
      return failed(e, codec);
    }
  }

  /** The answer that it failed. */
  Letter failed(Throwable failure, MessageCodec codec) {
    Fault fault = Fault.of(request.place(), Fault.Kind.SERVICE, failure);
    return letter(
        DeadLetter.Kind.FAILED,
        codec.write(
            request.failed(
                Fault.of(fault.place(), fault.kind(), Problems.shortened(fault.reason())))));
  }

  private Letter letter(DeadLetter.Kind kind, String text) {
    return new Letter(answerTo, kind, request.hop(), text, "");
  }
}
