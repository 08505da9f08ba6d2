package orchestrator.flow.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.google.common.reflect.TypeToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import orchestrator.flow.Handled;
import orchestrator.flow.Message;
import orchestrator.flow.error.FlowError;
import orchestrator.flow.error.FlowsException;
import orchestrator.flow.error.ServiceException;
import org.junit.jupiter.api.Test;

class ServiceTest {
  private final List<String> calls = new ArrayList<>();
  private final Message<Integer> message = Message.of(4);

  private static CommandResult again(Message<?> message, SwapScope scope) {
    return CommandResult.of(message);
  }

  private static ServiceBuilder named() {
    return Service.named("s");
  }

  private static void assertRefused(ServiceBuilder builder, FlowError error, String text) {
    assertThatThrownBy(builder::build)
        .isInstanceOf(ServiceException.class)
        .hasMessage(text)
        .asInstanceOf(type(FlowsException.class))
        .extracting(FlowsException::error)
        .isEqualTo(error);
  }

  @Test
  void aCommandMakesOneBodyOfAnotherAndKeepsTheHeader() throws Exception {
    Service service = named().command("half", Integer.class, value -> value / 2).build();
    Message<Integer> asked = message.withCommand("half").withAttribute("a", "1");

    Message<?> answer = service.answer(asked).orElseThrow();

    assertThat(answer.body()).isEqualTo(2);
    assertThat(answer.header()).isEqualTo(asked.header());
  }

  @Test
  void commandsAreListedInTheOrderOfTheirRegistrationWithWhatTheyTake() {
    Service service =
        named()
            .command("b", Integer.class, value -> value)
            .command("a", String.class, value -> value)
            .defaultCommand("a")
            .build();

    assertThat(service.name()).isEqualTo("s");
    assertThat(service.commands()).containsExactly("b", "a");
    assertThat(service.takes("b")).contains(TypeToken.of(Integer.class));
    assertThat(service.takes("x")).contains(TypeToken.of(String.class));
    assertThat(named().command("b", int.class, v -> v).build().takes("x")).isEmpty();
  }

  @Test
  void thePostProcessorGetsTheAnswerAndWhatElseTheCommandGave() {
    named()
        .process(
            "c", Integer.class, (asked, scope) -> CommandResult.of(asked.withBody("four"), "extra"))
        .post((answer, extra) -> calls.add(answer.body() + " " + extra))
        .build()
        .handle(message.withCommand("c"));

    assertThat(calls).containsExactly("four extra");
  }

  @Test
  void aBareMessageIsPostProcessedWithNothingElse() {
    named()
        .process("c", Integer.class, ServiceTest::again)
        .post((answer, extra) -> calls.add(answer.body() + " " + extra))
        .build()
        .handle(message.withCommand("c"));

    assertThat(calls).containsExactly("4 null");
  }

  @Test
  void nothingIsNotPostProcessedAndCountsAsSuccess() {
    Service service =
        named()
            .process("c", Integer.class, (asked, scope) -> CommandResult.NOTHING)
            .process("d", Integer.class, (asked, scope) -> new CommandResult(null, "extra"))
            .defaultPost((answer, extra) -> calls.add("post"))
            .build();

    assertThat(service.handle(message.withCommand("c")).returned()).isEmpty();
    assertThat(service.handle(message.withCommand("d")).kind()).isEqualTo(Handled.Kind.TAKEN);
    assertThat(calls).isEmpty();
  }

  @Test
  void withoutAPostProcessorNothingIsDoneWithTheAnswer() {
    Service service = named().process("c", Integer.class, ServiceTest::again).build();

    assertThat(service.handle(message.withCommand("c")).returned()).isEmpty();
  }

  @Test
  void aForcedAnswerGivesTheMessageInAnyCase() {
    Service service = named().process("c", Integer.class, ServiceTest::again).build();
    Message<Integer> asked = message.withCommand("c");

    assertThat(service.handle(asked, true).returned().orElseThrow()).isSameAs(asked);
    assertThat(service.handle(message, true).returned().orElseThrow()).isSameAs(message);
  }

  @Test
  void whatThrowsReturnsTheMessage() {
    IOException odd = new IOException("odd");
    Service service =
        named()
            .process(
                "c",
                Integer.class,
                (asked, scope) -> {
                  throw odd;
                })
            .process("d", Integer.class, ServiceTest::again)
            .post(
                (answer, extra) -> {
                  throw odd;
                })
            .build();
    for (String command : List.of("c", "d")) {
      Message<Integer> asked = message.withCommand(command);
      Handled handled = service.handle(asked);

      assertThat(handled.returned().orElseThrow()).isSameAs(asked);
      assertThat(handled.cause()).contains(odd);
    }
  }

  @Test
  void aThrowingServiceLetsItOut() {
    RuntimeException odd = new IllegalStateException("odd");
    ServiceBuilder builder =
        named()
            .command(
                "c",
                Integer.class,
                value -> {
                  throw odd;
                })
            .process(
                "d",
                Integer.class,
                (asked, scope) -> {
                  throw new IOException("checked");
                })
            .throwing();
    Service service = builder.build();

    assertThatThrownBy(() -> service.handle(message.withCommand("c"))).isSameAs(odd);
    assertThatThrownBy(() -> service.handle(message.withCommand("d")))
        .isInstanceOf(CompletionException.class)
        .hasRootCauseInstanceOf(IOException.class);
    assertThat(service.handle(message.withCommand("unknown")).returned()).isPresent();
  }

  @Test
  void aBodyOfAnotherTypeIsRefusedWithBothTypes() {
    Service service = named().command("c", Integer.class, value -> value).build();

    assertThat(service.handle(Message.of("four").withCommand("c")).cause().orElseThrow())
        .isInstanceOf(ServiceException.class)
        .hasMessage("the command 'c' takes java.lang.Integer, not java.lang.String");
  }

  @Test
  void aCommandMayTakeAPlainType() {
    Service service =
        named().process("c", int.class, (asked, scope) -> again(asked, scope)).build();

    assertThat(service.handle(message.withCommand("c")).returned()).isEmpty();
  }

  @Test
  void anUnknownCommandIsAnExceptionForWhoeverCarriesTheAnswerOn() {
    Service service = named().command("c", Integer.class, value -> value).build();
    String sentence = "the service 's' has no command 'x'; it has [c]";

    assertThatThrownBy(() -> service.answer(message.withCommand("x"))).hasMessage(sentence);
    assertThat(service.answerAsync(message.withCommand("x")).toCompletableFuture())
        .failsWithin(java.time.Duration.ZERO)
        .withThrowableThat()
        .withMessageContaining(sentence);
  }

  @Test
  void aServiceOfOneThingDoesItWhateverTheCommand() throws Exception {
    Service service = Service.of("add", Integer.class, value -> value + 1);

    assertThat(service.answer(message.withCommand("x")).orElseThrow().body()).isEqualTo(5);
    assertThat(service.answer(message).orElseThrow().body()).isEqualTo(5);
  }

  @Test
  void whatIsWrongIsToldWhenTheServiceIsBuilt() {
    assertRefused(named(), FlowError.EMPTY_COMMANDS, "the service 's' has no command");
    assertRefused(
        named().command("c", Integer.class, v -> v).command("c", String.class, v -> v),
        FlowError.NOT_UNIQUE_COMMAND,
        "the service 's' has the command 'c' twice");
    assertRefused(
        named().command("c", Integer.class, v -> v).defaultCommand("x"),
        FlowError.INCORRECT_DEFAULT_COMMAND,
        "the service 's' has no command 'x', which is its default; it has [c]");
    assertThatThrownBy(() -> named().post((answer, extra) -> {}))
        .hasMessage("the service 's' has a post-processor before its first command");
    assertThatThrownBy(
            () -> named().defaultPost((answer, extra) -> {}).defaultPost((answer, extra) -> {}))
        .hasMessage("the service 's' has two default post-processors")
        .asInstanceOf(type(FlowsException.class))
        .extracting(FlowsException::error)
        .isEqualTo(FlowError.DOUBLE_POST_PROCESS_FUNCTION_DECLARED);
  }

  @Test
  void partsAreAllAsynchronousOrNone() {
    CompletableFuture<CommandResult> nothing =
        CompletableFuture.completedFuture(CommandResult.NOTHING);
    String sentence = "the service 's' mixes asynchronous parts with others: see its command '%s'";

    assertRefused(
        named()
            .command("now", Integer.class, v -> v)
            .processAsync("later", Integer.class, (asked, scope) -> nothing),
        FlowError.SERVICE_WORK_TYPE,
        sentence.formatted("later"));
    assertRefused(
        named().command("now", Integer.class, v -> v).postAsync((answer, extra) -> nothing),
        FlowError.SERVICE_WORK_TYPE,
        sentence.formatted("now"));
    assertRefused(
        named()
            .processAsync("later", Integer.class, (asked, scope) -> nothing)
            .defaultPost((answer, extra) -> {}),
        FlowError.SERVICE_WORK_TYPE,
        sentence.formatted("later"));
  }
}
