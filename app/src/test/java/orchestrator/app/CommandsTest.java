package orchestrator.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.util.JsonFormat;
import java.net.ServerSocket;
import java.util.Map;
import java.util.stream.Stream;
import orchestrator.proto.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The nouns and verbs of the command line on a real server. */
@Tag("slow")
class CommandsTest extends OnServer {
  @Test
  void whatAFileDescribesIsRegisteredListedAndShown() throws Exception {
    String one = newKey();
    String two = newKey();
    Result registered =
        run(
                "function",
                "register",
                "-o",
                "name",
                "-f",
                file(functionYaml(one, "train") + "---\n" + functionYaml(two, "test")))
            .done();

    assertThat(registered.out().lines()).containsExactly(one, two);
    assertThat(run("function", "list", "-o", "name").done().out().lines()).contains(one, two);
    assertThat(run("function", "list").done().out().lines())
        .anySatisfy(line -> assertThat(line).matches("KEY +STATUS +NAME +OWNER +CREATED"))
        .anySatisfy(line -> assertThat(line).matches(one + " +waiting +train +MyOrg1MSP +.*Z"));
    assertThat(run("function", "show", one.substring(0, 13)).done().out())
        .containsPattern("(?m)^key +" + one + "$")
        .containsPattern("(?m)^archive.storage_address +http://h/f$");
    assertThat(run("function", "show", two, "-o", "yaml").done().out()).contains("name: test");
  }

  @Test
  void jsonIsWhatTheApiSays() throws Exception {
    String key = function("json");

    Function.Builder shown = Function.newBuilder();
    JsonFormat.parser().merge(run("function", "show", key, "-o", "json").done().line(), shown);
    Function.Builder called = Function.newBuilder();
    JsonFormat.parser()
        .merge(call("FunctionService/GetFunction", "{\"key\":\"" + key + "\"}").line(), called);

    assertThat(shown.getKey()).isEqualTo(key);
    assertThat(shown.build()).isEqualTo(called.build());
  }

  @Test
  void theSameFileMayBeRegisteredAgain() {
    String file = file(functionYaml(newKey(), "again"));
    run("function", "register", "-f", file).done();

    run("function", "register", "-f", file).done();
  }

  @Test
  void ofSeveralAssetsThoseBeforeARefusedOneAreTold() {
    String key = newKey();
    Result result =
        run(
            "plan",
            "register",
            "-o",
            "name",
            "-f",
            file("- {key: %s, name: a}\n- {key: x, name: b}".formatted(key)));

    assertThat(result.code()).isEqualTo(4);
    assertThat(result.out().strip()).isEqualTo(key);
  }

  @Test
  void listsAreFilteredByFlags() {
    String function = readyFunction("filtered");
    String plan = plan("filtered");
    String first = task(plan, function);
    String second = task(plan, function, first);

    assertThat(
            run("task", "list", "--plan", plan.substring(0, 13), "-o", "name").done().out().lines())
        .containsExactly(first, second);
    assertThat(
            run(
                    "task",
                    "list",
                    "--plan",
                    plan,
                    "--status",
                    "waiting-for-parent-tasks",
                    "-o",
                    "name")
                .done()
                .line())
        .isEqualTo(second);
    assertThat(run("task", "list", "--plan", plan, "--limit", "1", "-o", "name").done().line())
        .isEqualTo(first);
    assertThat(run("function", "list", "--plan", plan, "-o", "name").done().line())
        .isEqualTo(function);
    assertThat(run("plan", "list", "--owner", "MyOrg2MSP", "-o", "name").done().out()).isEmpty();
    assertThat(
            run(
                    "event",
                    "list",
                    "--kind",
                    "plan",
                    "--change",
                    "created",
                    "--asset",
                    plan,
                    "-o",
                    "json")
                .done()
                .line())
        .contains("EVENT_ASSET_CREATED");
  }

  @Test
  void modelsAndFailureReportsAreListedAlthoughNoRpcListsAll() {
    String function = readyFunction("models");
    String plan = plan("models");
    String done = task(plan, function);
    String failed = task(plan, function);
    finish(done);
    act(failed, "EXECUTING", "");
    call(
        "FailureReportService/RegisterFailureReport",
        "{\"assetKey\":\"%s\",\"errorType\":\"ERROR_TYPE_INTERNAL\",\"assetType\":\"FAILED_ASSET_COMPUTE_TASK\"}"
            .formatted(failed));

    String model = run("model", "list", "--task", done, "-o", "name").done().line();
    assertThat(run("model", "list", "-o", "name").done().out().lines()).contains(model);
    assertThat(run("model", "show", model.substring(0, 13)).done().out()).contains(done);
    assertThat(run("failure-report", "list").done().out())
        .containsPattern(failed + " +task +internal");
    assertThat(run("failure-report", "show", failed).done().out()).contains("MyOrg1MSP");
  }

  @Test
  void whatIsCancelledAlreadyCountsAsDone() {
    String plan = plan("cancelled");

    assertThat(run("plan", "cancel", plan).done().line())
        .isEqualTo("plan " + plan + " is cancelled");
    assertThat(run("plan", "cancel", plan).done().line())
        .isEqualTo("plan " + plan + " is cancelled");
    assertThat(run("plan", "show", plan).done().out()).contains("cancelation_date");
  }

  @Test
  void aNameThatWouldSteerATerminalIsWrittenOut() {
    String plan = newKey();
    call(
        "ComputePlanService/RegisterPlan",
        "{\"key\":\"%s\",\"name\":\"\\u001b[2J\\u202ename\"}".formatted(plan));

    for (String format : new String[] {"table", "json", "yaml"}) {
      assertThat(run("plan", "show", plan, "-o", format).done().out())
          .contains("\\u202ename")
          .doesNotContain("\u001b", "\u202e");
    }
    assertThat(run("plan", "list").done().out()).contains("\\u001b[2J\\u202ename");
  }

  @Test
  void everyKindOfFailureHasItsExitCodeAndOneSentence() throws Exception {
    String plan = plan("mine");
    String twin = "%s%s".formatted(plan.substring(0, 9), newKey().substring(9));
    run("plan", "register", "-f", file("{key: %s, name: twin}".formatted(twin))).done();

    fails(3, "OE0002", "plan", "show", newKey());
    fails(3, "the key of no task begins with 0000", "task", "show", "0000");
    fails(2, "is ambiguous", "plan", "show", plan.substring(0, 8));
    fails(2, "(twin)", "plan", "show", plan.substring(0, 8));
    fails(4, "OE0102", "plan", "cancel", plan, "--organization", "MyOrg2MSP");
    fails(5, "OE0006", "plan", "register", "-f", file("{key: %s, name: other}".formatted(plan)));
    fails(4, "OE0101", "plan", "register", "-f", file("{key: %s, name: ''}".formatted(newKey())));
    fails(2, "Cannot find field: nmae", "plan", "register", "-f", file("nmae: x"));
    fails(2, "-f FILE is needed", "plan", "register");
    fails(2, "plan needs a verb: list, show, watch", "plan");
    fails(2, "unknown argument lst; did you mean list?", "plan", "lst");
    fails(2, "--status must be one of ", "task", "list", "--status", "x");
    fails(2, "--limit must be at least 1", "task", "list", "--limit", "0");
    fails(2, "'x' is not a whole number", "task", "list", "--limit", "x");
    fails(2, "a port from 1 to 65535", "plan", "list", "--server", "127.0.0.1:99999");
    fails(3, "OE0002", "event", "tail", "--since", "nope");
    fails(6, "cannot be reached: it does not speak TLS", "plan", "list", "--tls");
    fails(2, "there is no rpc", "call", "FunctionService/Nothing");
    fails(
        2,
        "the request of FunctionService/GetFunction: ",
        "call",
        "FunctionService/GetFunction",
        "-d",
        "{\"x\":1}");
    fails(4, "has not access to channel", "plan", "list", "--channel", "nochannel");
    try (ServerSocket silent = new ServerSocket(0)) {
      String port = "127.0.0.1:" + silent.getLocalPort();
      fails(6, "the server does not answer", "plan", "list", "--server", port, "--timeout", "1");
    }
    fails(6, "the server cannot be reached", "plan", "list", "--server", "127.0.0.1:1");
  }

  private static void fails(int code, String said, String... arguments) {
    Result result = run(arguments);
    assertThat(result.error()).startsWith("orchestrator: ").contains(said).hasLineCount(1);
    assertThat(result.code()).isEqualTo(code);
    assertThat(result.out()).isEmpty();
  }

  @Test
  void contextsAreKeptChosenAndForgotten() {
    Map<String, String> environment =
        Map.of("XDG_CONFIG_HOME", folder.resolve("contexts").toString());
    run(environment, "context", "add", "here", "--server", address()).done();
    run(environment, "context", "add", "away", "--server", "127.0.0.1:1").done();
    run(environment, "context", "use", "here").done();

    run(environment, "plan", "list").done();
    assertThat(run(environment, "plan", "list", "--context", "away").code()).isEqualTo(6);
    assertThat(run(environment, "context", "list").done().out().lines())
        .anySatisfy(line -> assertThat(line).matches("\\* +here +" + address() + ".*"));
    assertThat(run(environment, "context", "list", "-o", "name").done().out().lines())
        .containsExactly("here", "away");
    assertThat(run(environment, "context", "list", "-o", "json").done().out().lines())
        .containsExactly(
            "{\"name\":\"here\",\"used\":true,\"server\":\"%s\"}".formatted(address()),
            "{\"name\":\"away\",\"used\":false,\"server\":\"127.0.0.1:1\"}");
    assertThat(run(environment, "context", "list", "-o", "yaml").done().out())
        .contains("\n---\nname: away\nused: false\nserver: 127.0.0.1:1\n");
    run(environment, "context", "remove", "here").done();
    assertThat(run(environment, "context", "use", "here").error())
        .isEqualToNormalizingNewlines("orchestrator: there is no context here; there are away\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          pla                         | plan
          plan                        | plan
          plan wa                     | watch
          task list --sta             | --status
          task list --status exe      | executing
          plan list -o ya             | yaml
          plan graph x --format me    | mermaid
          event tail --kind data-m    | data-manager
          call FunctionService/Up     | FunctionService/UpdateFunction
          completion z                | zsh
          serve --liste               | --listen
          """)
  void commandsOptionsAndWordsAreCompleted(String line, String completed) {
    assertThat(complete(line.split(" "))).containsExactly(completed);
  }

  @Test
  void keysAreCompletedByWhatTheServerHas() {
    String function = readyFunction("completed");
    String plan = plan("completed");
    String task = task(plan, function);

    assertThat(complete("plan", "show", plan.substring(0, 13))).containsExactly(plan);
    assertThat(complete("plan", "watch", "")).contains(plan);
    assertThat(complete("task", "list", "--plan", plan.substring(0, 13))).containsExactly(plan);
    assertThat(complete("task", "why", task.substring(0, 13))).containsExactly(task);
    assertThat(complete("plan", "resume", plan, "--replace", task.substring(0, 13)))
        .containsExactly(task);
    assertThat(complete("plan", "resume", plan, "--replace-input", task.substring(0, 13)))
        .containsExactly(task);
    String begun = task + "=" + function.substring(0, 13);
    assertThat(complete("plan", "resume", plan, "--replace", begun))
        .containsExactly(task + "=" + function);
    // As bash takes it apart.
    assertThat(complete("plan", "resume", plan, "--replace", task, "=", function.substring(0, 13)))
        .containsExactly(function);
    assertThat(complete("plan", "resume", plan, "--replace", task, "=")).contains(function);
    // As bash takes an address apart.
    assertThat(
            complete(
                "plan",
                "show",
                "--server",
                "127.0.0.1",
                ":",
                address().replaceFirst(".*:", ""),
                plan.substring(0, 13)))
        .containsExactly(plan);
    assertThat(complete("plan", "show", "--server", "127.0.0.1:1", "")).isEmpty();
    assertThat(complete("nothing", "")).isEmpty();
  }

  private static Stream<String> complete(String... words) {
    return run(Stream.concat(Stream.of("complete", "--"), Stream.of(words)).toArray(String[]::new))
        .done()
        .out()
        .lines();
  }
}
