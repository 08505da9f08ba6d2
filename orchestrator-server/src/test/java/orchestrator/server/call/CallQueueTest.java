package orchestrator.server.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import orchestrator.server.call.CallQueue.Offer;
import org.junit.jupiter.api.Test;

class CallQueueTest {
  private record Call(String organization, String name, int bytes) implements CallQueue.Entry {}

  private final CallQueue<Call> queue = new CallQueue<>(new QueueLimit(8, 1000));

  private Offer offer(String organization, String name, int bytes) {
    return queue.offer(new Call(organization, name, bytes));
  }

  private Offer offer(String organization, String name) {
    return offer(organization, name, 1);
  }

  private List<String> pollAll() {
    List<String> names = new ArrayList<>();
    for (Optional<Call> next = queue.poll(); next.isPresent(); next = queue.poll()) {
      names.add(next.get().name());
    }
    return names;
  }

  @Test
  void callsOfOneOrganizationKeepTheirOrder() {
    offer("A", "a1");
    offer("A", "a2");
    offer("A", "a3");

    assertThat(pollAll()).containsExactly("a1", "a2", "a3");
    assertThat(queue.poll()).isEmpty();
  }

  @Test
  void organizationsTakeTurnsHoweverManyCallsOneHas() {
    offer("A", "a1");
    offer("A", "a2");
    offer("A", "a3");
    offer("B", "b1");
    offer("C", "c1");
    offer("C", "c2");

    assertThat(pollAll()).containsExactly("a1", "b1", "c1", "a2", "c2", "a3");
  }

  @Test
  void whoMayHaveNoTurnNowIsPassedOverAndKeepsItsPlace() {
    offer("A", "a1");
    offer("B", "b1");

    assertThat(queue.poll(organization -> organization.equals("B")).orElseThrow().name())
        .isEqualTo("b1");
    assertThat(queue.poll(organization -> organization.equals("B"))).isEmpty();
    offer("B", "b2");
    assertThat(pollAll()).containsExactly("a1", "b2");
  }

  @Test
  void noOrganizationGetsMoreThanHalfOfTheCalls() {
    for (int i = 0; i < 4; i++) {
      assertThat(offer("A", "a")).isEqualTo(Offer.TAKEN);
    }

    assertThat(offer("A", "more")).isEqualTo(Offer.FULL);
    assertThat(offer("B", "b")).isEqualTo(Offer.TAKEN);
  }

  @Test
  void allTogetherGetNoMoreThanTheLimit() {
    for (String organization : List.of("A", "B", "C", "D")) {
      assertThat(offer(organization, "1")).isEqualTo(Offer.TAKEN);
      assertThat(offer(organization, "2")).isEqualTo(Offer.TAKEN);
    }

    assertThat(offer("E", "1")).isEqualTo(Offer.FULL);
    assertThat(queue.calls()).isEqualTo(8);
    assertThat(queue.poll()).isPresent();
    assertThat(offer("E", "1")).isEqualTo(Offer.TAKEN);
  }

  @Test
  void requestsAreBoundedByTheirBytesToo() {
    assertThat(offer("A", "a1", 400)).isEqualTo(Offer.TAKEN);
    assertThat(offer("A", "a2", 101)).isEqualTo(Offer.FULL);
    assertThat(offer("B", "b1", 500)).isEqualTo(Offer.TAKEN);
    assertThat(offer("C", "c1", 101)).isEqualTo(Offer.FULL);
    assertThat(offer("C", "c2", 100)).isEqualTo(Offer.TAKEN);
    assertThat(queue.bytes()).isEqualTo(1000);

    assertThat(pollAll()).containsExactly("a1", "b1", "c2");
    assertThat(queue.bytes()).isZero();
    assertThat(queue.calls()).isZero();
  }

  @Test
  void aRequestOverTheLimitIsTakenWhenNothingElseWaits() {
    assertThat(offer("A", "small")).isEqualTo(Offer.TAKEN);
    assertThat(offer("B", "large", 5000)).isEqualTo(Offer.FULL);
    assertThat(pollAll()).containsExactly("small");

    assertThat(offer("B", "large", 5000)).isEqualTo(Offer.TAKEN);
    assertThat(offer("A", "small")).isEqualTo(Offer.FULL);
    assertThat(pollAll()).containsExactly("large");
  }

  @Test
  void aClosedQueueTakesNothingAndGivesWhatItHas() {
    offer("A", "a1");
    queue.close();

    assertThat(offer("A", "a2")).isEqualTo(Offer.CLOSED);
    assertThat(pollAll()).containsExactly("a1");
    assertThat(offer("A", "a3")).isEqualTo(Offer.CLOSED);
  }
}
