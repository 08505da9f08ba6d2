package orchestrator.e2e.model;

import com.google.protobuf.Message;
import com.google.protobuf.Timestamp;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import orchestrator.proto.Event;
import orchestrator.proto.QueryVersionResponse;
import orchestrator.proto.RegisterDataSamplesParam;
import orchestrator.proto.SubscribeToEventsParam;

/** Tells a fresh channel of a server and its model the same calls one by one. */
final class Session implements AutoCloseable {
  private static final int CALL_SECONDS = 60;
  private static final int FEW_PAGES = 6;
  private static final int BIG_PAGE = 100;
  private static final Metadata.Key<String> MSPID =
      Metadata.Key.of("mspid", Metadata.ASCII_STRING_MARSHALLER);
  private static final Metadata.Key<String> CHANNEL =
      Metadata.Key.of("channel", Metadata.ASCII_STRING_MARSHALLER);

  private final Channel connection;
  private final String channel;
  private final ChannelModel model;
  private final EventTail tail;
  private final Deque<Event> arrived = new ArrayDeque<>();
  private final Set<String> eventIds = new HashSet<>();
  private Timestamp now = Timestamp.getDefaultInstance();

  Session(Target target, String channel) {
    this.connection = target.connection();
    this.channel = channel;
    this.model = new ChannelModel(channel, target.organizations());
    this.tail =
        new EventTail(
            as(target.organizations().get(0)), SubscribeToEventsParam.getDefaultInstance());
  }

  ChannelModel model() {
    return model;
  }

  private Channel as(String requester) {
    Metadata headers = new Metadata();
    headers.put(MSPID, requester);
    headers.put(CHANNEL, channel);
    return ClientInterceptors.intercept(
        connection, MetadataUtils.newAttachHeadersInterceptor(headers));
  }

  private Message send(String requester, Message request) {
    return ClientCalls.blockingUnaryCall(
        as(requester),
        Methods.of(request),
        CallOptions.DEFAULT.withDeadlineAfter(CALL_SECONDS, TimeUnit.SECONDS),
        request);
  }

  /** Makes a call on both; empty when they agree. */
  Optional<Difference> run(Step step) throws InterruptedException {
    Step resolved =
        new Step(step.requester(), Moments.resolve(step.request(), model.log().events()));
    try {
      if (resolved.request() instanceof SubscribeToEventsParam subscription) {
        subscribe(resolved.requester(), subscription);
      } else {
        call(resolved);
      }
      return Optional.empty();
    } catch (Disagreement disagreement) {
      return Optional.of(new Difference(resolved, disagreement.expected, disagreement.actual));
    }
  }

  /** Nothing has happened in the channel but what the calls so far say. */
  Optional<Difference> quiet(Step last) {
    return arrived.isEmpty() && tail.isIdle()
        ? Optional.empty()
        : Optional.of(new Difference(last, "no further event", "there is one"));
  }

  private void call(Step step) throws InterruptedException {
    Message actual;
    try {
      actual = send(step.requester(), step.request());
    } catch (StatusRuntimeException failure) {
      refused(step, failure.getStatus());
      return;
    }
    boolean changed = Rules.of(step.request()).writes() && bringsEvents(step.request());
    if (changed) {
      now = timeOfNextEvent();
    }
    ChannelModel.CallResult expected;
    try {
      expected = model.execute(step, now);
    } catch (Refusal refusal) {
      throw new Disagreement(refusal.getMessage(), show(actual));
    }
    if (Paging.isQuery(step.request())) {
      walk(step, Paging.items(expected.answer()), actual);
    } else if (actual instanceof QueryVersionResponse version) {
      agree(!version.getOrchestrator().isBlank(), "a version", show(actual));
    } else {
      agree(expected.answer().equals(actual), show(expected.answer()), show(actual));
    }
    for (Event event : expected.events()) {
      takeEvent(event);
    }
  }

  /** All writes that succeed bring events, but the registration of no samples at all. */
  private static boolean bringsEvents(Message request) {
    return request.getSerializedSize() > 0 || !(request instanceof RegisterDataSamplesParam);
  }

  private void refused(Step step, Status status) {
    try {
      ChannelModel.CallResult expected = model.execute(step, now);
      throw new Disagreement(show(expected.answer()), show(status));
    } catch (Refusal refusal) {
      agree(refusal.fits(status), refusal.getMessage(), show(status));
    }
  }

  private void walk(Step step, List<?> expected, Message firstPage) throws InterruptedException {
    int size = Paging.size(step.request());
    int pages = size < BIG_PAGE ? FEW_PAGES : Integer.MAX_VALUE;
    Message page = firstPage;
    for (int from = 0, read = 1; ; from += size, read++) {
      int to = Math.min(expected.size(), from + size);
      String where = "items " + from + " to " + to + " of " + expected.size() + ": ";
      List<?> items = expected.subList(from, to);
      agree(items.equals(Paging.items(page)), where + show(items), show(page));
      String token = Paging.nextToken(page);
      boolean last = to == expected.size();
      agree(last == token.isEmpty(), where + (last ? "no token" : "a token"), show(page));
      if (last || read == pages) {
        return;
      }
      page = send(step.requester(), Paging.withToken(step.request(), token));
    }
  }

  private Timestamp timeOfNextEvent() throws InterruptedException {
    Event next = peek().orElseThrow(() -> new Disagreement("an event", "none came"));
    Timestamp time = next.getTimestamp();
    agree(State.BY_TIME.compare(now, time) <= 0, "a date not before " + show(now), show(next));
    agree(time.equals(EventLog.cut(time)), "microseconds", show(next));
    return time;
  }

  private Optional<Event> peek() throws InterruptedException {
    if (arrived.isEmpty()) {
      tail.next().ifPresent(arrived::add);
    }
    return Optional.ofNullable(arrived.peek());
  }

  private void takeEvent(Event expected) throws InterruptedException {
    Event actual = peek().orElseThrow(() -> new Disagreement(show(expected), "no such event"));
    arrived.remove();
    agree(expected.equals(actual.toBuilder().clearId().build()), show(expected), show(actual));
    agree(!actual.getId().isEmpty() && eventIds.add(actual.getId()), "a new id", show(actual));
    model.log().add(actual);
  }

  private void subscribe(String requester, SubscribeToEventsParam request)
      throws InterruptedException {
    try (EventTail stream = new EventTail(as(requester), request)) {
      for (Event expected : model.eventsAfter(requester, request.getStartEventId())) {
        Event actual =
            stream.next().orElseThrow(() -> new Disagreement(show(expected), "no event"));
        agree(expected.equals(actual), show(expected), show(actual));
      }
    } catch (EventTail.EndOfStream end) {
      throw new Disagreement("an open stream", show(end.getCause()));
    } catch (Refusal refusal) {
      refusedStream(requester, request, refusal);
    }
  }

  private void refusedStream(String requester, SubscribeToEventsParam request, Refusal refusal)
      throws InterruptedException {
    try (EventTail stream = new EventTail(as(requester), request)) {
      Optional<Event> event = stream.next();
      throw new Disagreement(
          refusal.getMessage(), event.map(Session::show).orElse("a silent stream"));
    } catch (EventTail.EndOfStream end) {
      Status status = Status.fromThrowable(end.getCause());
      agree(refusal.fits(status), refusal.getMessage(), show(status));
    }
  }

  private static void agree(boolean agreed, String expected, String actual) {
    if (!agreed) {
      throw new Disagreement(expected, actual);
    }
  }

  private static String show(Object value) {
    return value instanceof Message message
        ? message.getDescriptorForType().getName() + " { " + Step.show(message) + " }"
        : String.valueOf(value);
  }

  @Override
  public void close() {
    tail.close();
  }

  private static final class Disagreement extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final String expected;
    private final String actual;

    Disagreement(String expected, String actual) {
      super(expected, null, false, false);
      this.expected = expected;
      this.actual = actual;
    }
  }
}
