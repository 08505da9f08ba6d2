package orchestrator.flow.run;

import java.util.Map;
import orchestrator.flow.Fault;
import orchestrator.flow.Header;
import orchestrator.flow.Message;
import orchestrator.flow.Visit;

/** Makes of what a service gave the message with which a run goes on. */
public final class Answers {
  private Answers() {}

  /**
   * The answer: its body and its attributes, and the header that was sent. An answer whose body is
   * not what the block gives is a failure of the service.
   */
  public static Message<?> of(Visit visit, Message<?> sent, Message<?> answer) {
    Object body = answer.body();
    // What undoes a visit has nobody who takes its answer.
    if (!visit.block().gives().getRawType().isInstance(body)
        && !visit.name().startsWith(Visit.UNDO)) {
      return sent.failed(
          Fault.of(
              sent.place(),
              Fault.Kind.SERVICE,
              "the service '%s' gave %s, but the block '%s' gives %s"
                  .formatted(
                      visit.block().service().orElse("of the block"),
                      body.getClass().getName(),
                      visit.block(),
                      visit.block().gives())));
    }
    return new Message<>(body, withAttributes(sent.header(), answer.header().attributes()));
  }

  private static Header withAttributes(Header header, Map<String, String> attributes) {
    Header all = header;
    if (attributes != header.attributes()) {
      for (Map.Entry<String, String> attribute : attributes.entrySet()) {
        all = all.withAttribute(attribute.getKey(), attribute.getValue());
      }
    }
    return all;
  }
}
