package orchestrator.flow.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import orchestrator.flow.Handled;
import orchestrator.flow.Message;
import org.junit.jupiter.api.Test;

class AsyncServiceTest {
  private final List<String> order = new ArrayList<>();
  private final CompletableFuture<CommandResult> answer = new CompletableFuture<>();
  private final CompletableFuture<Void> posted = new CompletableFuture<>();
  private final Message<Integer> message = Message.of(4).withCommand("c");

  private ServiceBuilder service() {
    return Service.named("s")
        .processAsync(
            "c",
            Integer.class,
            (asked, scope) -> {
              order.add("process");
              return answer;
            })
        .postAsync(
            (given, extra) -> {
              order.add("post " + given.body() + " " + extra);
              return posted;
            });
  }

  @Test
  void theMessageIsTakenWhenCommandAndPostProcessorAreDone() {
    Service service = service().build();
    CompletableFuture<Handled> handled = service.handleAsync(message).toCompletableFuture();

    assertThat(service.isAsync()).isTrue();
    assertThat(order).containsExactly("process");
    answer.complete(CommandResult.of(message.withBody("four"), "extra"));
    assertThat(order).containsExactly("process", "post four extra");
    assertThat(handled).isNotDone();
    posted.complete(null);
    assertThat(handled.join().kind()).isEqualTo(Handled.Kind.TAKEN);
  }

  @Test
  void handleWaitsForIt() {
    posted.complete(null);
    Thread later = new Thread(() -> answer.complete(CommandResult.of(message)));
    later.setDaemon(true);
    later.start();

    assertThat(service().build().handle(message).returned()).isEmpty();
  }

  @Test
  void nothingIsNotPostProcessed() {
    answer.complete(CommandResult.NOTHING);

    assertThat(service().build().handle(message).returned()).isEmpty();
    assertThat(order).containsExactly("process");
  }

  @Test
  void whatFailsLaterReturnsTheMessage() {
    RuntimeException odd = new IllegalStateException("odd");
    answer.completeExceptionally(odd);

    assertThat(service().build().handle(message).cause()).contains(odd);
    assertThatThrownBy(() -> service().throwing().build().handle(message)).isSameAs(odd);
  }

  @Test
  void aPostProcessorThatFailsLaterReturnsTheMessage() {
    RuntimeException odd = new IllegalStateException("odd");
    answer.complete(CommandResult.of(message));
    posted.completeExceptionally(odd);

    assertThat(service().build().handle(message).cause()).contains(odd);
  }

  @Test
  void aDefaultPostProcessorIsForCommandsWithoutOne() {
    Service service =
        Service.named("s")
            .commandAsync("c", Integer.class, value -> CompletableFuture.completedFuture(value + 1))
            .defaultPostAsync(
                (given, extra) -> {
                  order.add("default " + given.body());
                  return CompletableFuture.completedFuture(null);
                })
            .build();

    assertThat(service.handle(message).returned()).isEmpty();
    assertThat(order).containsExactly("default 5");
  }

  @Test
  void anAsynchronousCommandIsNotAskedForAnAnswerAtOnce() {
    assertThatThrownBy(() -> service().build().answer(message))
        .hasMessage("the command c is asynchronous");
  }
}
