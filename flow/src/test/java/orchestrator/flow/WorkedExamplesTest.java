package orchestrator.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.stream.Collectors;
import orchestrator.flow.service.CommandResult;
import orchestrator.flow.service.Service;
import org.junit.jupiter.api.Test;

/** The three tasks of the original's page, by a queue of the test's own. */
class WorkedExamplesTest {
  /** Is what is on its way, and the services behind which it was. */
  record Letter(String name, List<String> trail) {
    Letter by(String service) {
      List<String> longer = new ArrayList<>(trail);
      longer.add(service);
      return new Letter(name, List.copyOf(longer));
    }
  }

  private final Queue<Runnable> queue = new ArrayDeque<>();
  private final List<String> log = new ArrayList<>();
  private final Map<String, List<String>> finished = new LinkedHashMap<>();
  private final Map<String, Service> services = new LinkedHashMap<>();
  private final Orchestrator orchestrator;

  WorkedExamplesTest() {
    for (int i = 1; i <= 4; i++) {
      String name = Integer.toString(i);
      services.put(
          name,
          Service.named(name)
              .process(
                  "work",
                  Letter.class,
                  (message, scope) -> CommandResult.of(message.withBody(message.body().by(name))))
              .post(
                  (answer, extra) -> {
                    log.add("work and post " + ((Letter) answer.body()).name() + name);
                    queue.add(() -> handle(answer));
                  })
              .defaultCommand("work")
              .build());
    }
    this.orchestrator =
        Orchestrator.builder()
            .flow(task("Task1", "1", "2", "3"))
            .flow(task("Task2", "2", "4", "1"))
            .flow(task("TaskN", "3", "2", "4"))
            .transport(this::send)
            .build();
  }

  private static Flow<?, ?> task(String name, String... blocks) {
    List<Block<?, ?>> all = new ArrayList<>();
    for (String block : blocks) {
      all.add(Block.named(block, Letter.class, Letter.class));
    }
    return Flow.of(name, all);
  }

  private Message<?> send(Visit visit, Message<?> message) {
    log.add("send " + ((Letter) message.body()).name() + "→" + visit.name());
    Service service = services.get(visit.block().service().orElseThrow());
    queue.add(() -> assertThat(service.handle(message).returned()).isEmpty());
    return null;
  }

  private void handle(Message<?> message) {
    Handled handled = orchestrator.handle(message);
    handled
        .returned()
        .ifPresent(
            last -> {
              assertThat(handled.isFinished()).isTrue();
              Letter letter = (Letter) last.body();
              log.add("handle returns " + letter.name());
              finished.put(letter.name(), letter.trail());
            });
  }

  @Test
  void threeMessagesGoTheirWaysFirstInFirstOut() {
    Map<String, String> letters = new LinkedHashMap<>();
    letters.put("A", "Task1");
    letters.put("B", "Task2");
    letters.put("C", "TaskN");
    letters.forEach(
        (name, task) -> {
          Message<Letter> first = Message.of(new Letter(name, List.of())).toFlow(task);
          queue.add(() -> handle(first));
        });

    for (Runnable next = queue.poll(); next != null; next = queue.poll()) {
      next.run();
    }

    assertThat(log)
        .containsExactly(
            "send A→1",
            "send B→2",
            "send C→3",
            "work and post A1",
            "work and post B2",
            "work and post C3",
            "send A→2",
            "send B→4",
            "send C→2",
            "work and post A2",
            "work and post B4",
            "work and post C2",
            "send A→3",
            "send B→1",
            "send C→4",
            "work and post A3",
            "work and post B1",
            "work and post C4",
            "handle returns A",
            "handle returns B",
            "handle returns C");
    assertThat(
            finished.values().stream()
                .map(trail -> String.join(" ", trail))
                .collect(Collectors.joining("; ")))
        .isEqualTo("1 2 3; 2 4 1; 3 2 4");
  }

  /** Visit: the process changes its own copy, and the post-handler sees the body as it was. */
  @Test
  void thePostHandlerSeesTheBodyAsItWasBeforeTheProcess() {
    record Box(int value) {}
    List<String> order = new ArrayList<>();
    Block<Box, Box> block =
        Block.named("block", Box.class, Box.class)
            .before(
                message -> {
                  order.add("pre " + message.body().value());
                  return message;
                })
            .sends(
                message -> {
                  order.add("process " + message.withBody(new Box(7)).body().value());
                  return null;
                })
            .after(
                message ->
                    order.add(
                        "post "
                            + ((Box) message.body()).value()
                            + " from "
                            + message.header().source()));
    Flow<Box, Box> flow = Flow.named("flow", Box.class).then(block).build();
    Orchestrator.builder().flow(flow).build().handle(Message.of(new Box(0)).toFlow("flow"));

    assertThat(order).containsExactly("pre 0", "process 7", "post 0 from block");
  }

  /** Service: c1 with its own post-processor, c2 with the default one, c3 gives nothing. */
  @Test
  void aServiceRunsTheCommandOfTheMessageAndItsPostProcessor() {
    List<String> calls = new ArrayList<>();
    Message<Integer> message = Message.of(1);

    Service service = commands(calls, null);
    for (String command : List.of("c1", "c2", "c3")) {
      assertThat(service.handle(message.withCommand(command)).returned()).isEmpty();
    }
    assertThat(calls).containsExactly("1", "post-own", "2", "post-default", "3");

    Message<Integer> unknown = message.withCommand("unknown");
    assertThat(service.handle(unknown).returned().orElseThrow()).isSameAs(unknown);

    calls.clear();
    assertThat(commands(calls, "c1").handle(unknown).returned()).isEmpty();
    assertThat(calls).containsExactly("1", "post-own");
  }

  private static Service commands(List<String> calls, String defaultCommand) {
    var service =
        Service.named("service")
            .process("c1", Integer.class, (message, scope) -> said(calls, "1", message))
            .post((answer, extra) -> calls.add("post-own"))
            .process("c2", Integer.class, (message, scope) -> said(calls, "2", message))
            .process(
                "c3",
                Integer.class,
                (message, scope) -> {
                  calls.add("3");
                  return CommandResult.NOTHING;
                })
            .defaultPost((answer, extra) -> calls.add("post-default"));
    return (defaultCommand == null ? service : service.defaultCommand(defaultCommand)).build();
  }

  private static CommandResult said(List<String> calls, String call, Message<?> message) {
    calls.add(call);
    return CommandResult.of(message);
  }
}
