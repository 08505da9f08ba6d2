package orchestrator.e2e.model;

import com.google.protobuf.Message;
import com.google.protobuf.Timestamp;
import java.util.List;
import java.util.Set;
import orchestrator.proto.Event;

/** Computes what a channel does by the specification, call by call. */
final class ChannelModel {

  /**
   * What a call that is not refused brings.
   *
   * @param answer its answer; of a query the whole list, in one page
   * @param events its events, without ids
   */
  record CallResult(Message answer, List<Event> events) {}

  private final String channel;
  private final Set<String> organizations;
  private final EventLog log = new EventLog();
  private State state = new State();

  ChannelModel(String channel, List<String> organizations) {
    this.channel = channel;
    this.organizations = Set.copyOf(organizations);
  }

  /** What is stored now; only to look at. */
  State state() {
    return state;
  }

  /** The events so far; their ids have to be told by {@link EventLog#add}. */
  EventLog log() {
    return log;
  }

  /**
   * Runs a call.
   *
   * @param now the time of the call's transaction
   * @throws Refusal when the call is refused; then nothing has changed
   */
  CallResult execute(Step step, Timestamp now) {
    admit(step.requester());
    if (!Paging.token(step.request()).isEmpty()) {
      throw Refusal.coded(ErrorCode.OE0003);
    }
    Rules.Rule rule = Rules.of(step.request());
    State next = rule.writes() ? state.copy() : state;
    Call call = new Call(next, channel, step.requester(), now, log);
    Message answer = rule.body().apply(call, step.request());
    state = next;
    return new CallResult(answer, List.copyOf(call.events()));
  }

  /**
   * The events after that of an id, or all for an empty one.
   *
   * @throws Refusal when there is no such event, or no such organization
   */
  List<Event> eventsAfter(String requester, String id) {
    admit(requester);
    return log.after(id);
  }

  private void admit(String requester) {
    if (!organizations.contains(requester)) {
      throw Refusal.exactly(ErrorCode.OE0102, "organization \"" + requester + "\" is unknown");
    }
  }
}
