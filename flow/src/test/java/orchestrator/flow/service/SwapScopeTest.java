package orchestrator.flow.service;

import static org.assertj.core.api.Assertions.assertThat;

import orchestrator.flow.Message;
import org.junit.jupiter.api.Test;

class SwapScopeTest {
  private static Service counter() {
    return Service.named("counter")
        .process(
            "count",
            String.class,
            (message, scope) -> {
              int before = (Integer) scope.get(message.body()).orElse(0);
              assertThat(scope.set(message.body(), before + 1)).isTrue();
              return CommandResult.of(message.withBody(before + 1));
            })
        .process(
            "forget",
            String.class,
            (message, scope) -> CommandResult.of(message.withBody(scope.delete(message.body()))))
        .build();
  }

  private static Object ask(Service service, String command, String key) throws Exception {
    return service.answer(Message.of(key).withCommand(command)).orElseThrow().body();
  }

  @Test
  void valuesAreSharedByAllCommandsOfAServiceAcrossMessages() throws Exception {
    Service service = counter();

    assertThat(ask(service, "count", "a")).isEqualTo(1);
    assertThat(ask(service, "count", "a")).isEqualTo(2);
    assertThat(ask(service, "count", "b")).isEqualTo(1);
    assertThat(ask(service, "forget", "a")).isEqualTo(true);
    assertThat(ask(service, "forget", "a")).isEqualTo(false);
    assertThat(ask(service, "count", "a")).isEqualTo(1);
    assertThat(service.scope().get("b")).contains(1);
  }

  @Test
  void eachServiceObjectHasAScopeOfItsOwn() throws Exception {
    Service one = counter();
    Service other = counter();

    assertThat(ask(one, "count", "a")).isEqualTo(1);
    assertThat(ask(other, "count", "a")).isEqualTo(1);
  }

  @Test
  void anyKeyIsAKeyAndNothingElse() throws Exception {
    Service service = counter();

    for (String key : new String[] {"logger", "name", "handlers", ""}) {
      assertThat(ask(service, "count", key)).isEqualTo(1);
    }
    assertThat(service.name()).isEqualTo("counter");
  }

  @Test
  void outsideOfAServiceNothingIsKept() {
    assertThat(SwapScope.NONE.set("a", 1)).isFalse();
    assertThat(SwapScope.NONE.get("a")).isEmpty();
    assertThat(SwapScope.NONE.delete("a")).isFalse();
  }
}
