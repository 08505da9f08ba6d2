package orchestrator.e2e.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import orchestrator.e2e.harness.api.EventLog;
import orchestrator.e2e.harness.api.EventStream;
import orchestrator.e2e.harness.api.Party;
import orchestrator.proto.Event;
import orchestrator.proto.QueryEventsParam;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventStreamTest extends Scenario {

  private static Predicate<Event> is(Event other) {
    return event -> event.getId().equals(other.getId());
  }

  @Test
  void aStreamFromTheStartHasEveryEventOnce() {
    Event last = EventLog.mark(one);

    List<Event> events;
    try (EventStream stream = EventStream.after("", one.transport())) {
      events = stream.upTo(is(last));
    }

    assertThat(events).extracting(Event::getId).doesNotHaveDuplicates();
    assertThat(events)
        .containsExactlyInAnyOrderElementsOf(
            EventLog.query(one, QueryEventsParam.newBuilder().setPageSize(10_000)));
    assertThat(events).extracting(Event::getChannel).containsOnly("mychannel");
  }

  @Test
  void aStreamFromAnEventBeginsAfterIt() {
    Event mark = EventLog.mark(one);
    one.register(plan("plan"));
    one.renamePlan(key("plan"), "renamed");

    try (EventStream stream = EventStream.after(mark.getId(), two.transport())) {
      List<Event> events = List.of(stream.next(), stream.next());

      assertThat(events).isEqualTo(EventLog.of(one, key("plan")));
    }
  }

  @Test
  void newEventsArriveAsTheyAreCommitted() {
    Event mark = EventLog.mark(one);
    try (EventStream stream = EventStream.after(mark.getId(), two.transport())) {
      one.register(plan("first"));
      assertThat(stream.next().getComputePlan()).isEqualTo(one.plan(key("first")));
      one.register(plan("second"));
      assertThat(stream.next().getComputePlan()).isEqualTo(one.plan(key("second")));
    }
  }

  @Test
  void twoSubscribersSeeTheSameEvents() {
    Event mark = EventLog.mark(one);
    try (EventStream first = EventStream.after(mark.getId(), one.transport());
        EventStream second = EventStream.after(mark.getId(), two.transport())) {
      one.register(plan("plan"));
      one.register(function("function"));
      Event last = EventLog.mark(two);

      assertThat(first.upTo(is(last))).hasSize(3).isEqualTo(second.upTo(is(last)));
    }
  }

  @Test
  void aStreamOfOneChannelHasNothingOfAnother() {
    Party elsewhere = member(ONE, "yourchannel");
    Event mark = EventLog.mark(elsewhere);
    try (EventStream stream = EventStream.after(mark.getId(), elsewhere.transport())) {
      one.register(plan("plan"));
      Event last = EventLog.mark(elsewhere);

      assertThat(stream.next()).isEqualTo(last);
      assertThat(last.getChannel()).isEqualTo("yourchannel");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"00000000-0000-0000-0000-0123456789ab", "no-id"})
  void anUnknownEventIsNotFound(String id) throws Exception {
    try (EventStream stream = EventStream.after(id, one.transport())) {
      Status end = stream.end();
      assertThat(end.getCode()).isEqualTo(Status.Code.NOT_FOUND);
      assertThat(end.getDescription()).isEqualTo("OE0002: event with key \"" + id + "\" not found");
    }
  }

  @Test
  void nothingIsMissingOrDoubledWhileSeveralWriteAndSubscribersComeInTheMiddle() throws Exception {
    Event mark = EventLog.mark(one);
    int writers = 4;
    int plansOfEach = 25;
    List<EventStream> streams = new ArrayList<>();
    ExecutorService threads = Executors.newFixedThreadPool(writers);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (int writer = 0; writer < writers; writer++) {
        int of = writer;
        running.add(
            threads.submit(
                () -> {
                  for (int i = 0; i < plansOfEach; i++) {
                    one.register(plan("plan " + of + " " + i));
                  }
                }));
        streams.add(EventStream.after(mark.getId(), two.transport()));
      }
      for (Future<?> writing : running) {
        writing.get();
      }
      Event last = EventLog.mark(one);
      List<Event> expected = streams.get(0).upTo(is(last));
      assertThat(expected).hasSize(writers * plansOfEach + 1);
      assertThat(expected).extracting(Event::getAssetKey).doesNotHaveDuplicates();
      assertThat(names(expected.stream().map(Event::getAssetKey).toList()))
          .filteredOn(name -> name.startsWith("plan 0 "))
          .containsExactlyElementsOf(namesOfWriter(plansOfEach));
      for (EventStream stream : streams.subList(1, writers)) {
        assertThat(stream.upTo(is(last))).isEqualTo(expected);
      }
    } finally {
      threads.shutdownNow();
      streams.forEach(EventStream::close);
    }
  }

  private static List<String> namesOfWriter(int plans) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < plans; i++) {
      names.add("plan 0 " + i);
    }
    return names;
  }
}
