package orchestrator.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import orchestrator.server.Orchestrator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Runs commands of the command line in this process, against a server in this process. */
abstract class OnServer {
  @TempDir static Path folder;
  private static Orchestrator server;

  /** What a command has come to. */
  record Result(int code, String out, String error) {
    Result done() {
      assertThat(error).isEmpty();
      assertThat(code).isZero();
      return this;
    }

    /** The only line that was written. */
    String line() {
      assertThat(out.lines()).hasSize(1);
      return out.strip();
    }
  }

  @BeforeAll
  static void start() throws IOException {
    server =
        Orchestrator.start(
            WarmUpCommand.settings(folder, "MyOrg1MSP", "MyOrg2MSP"), DoorPort::open);
    for (String organization : new String[] {"MyOrg1MSP", "MyOrg2MSP"}) {
      run("organization", "register", "--organization", organization).done();
    }
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  /** The server's address. */
  static String address() {
    return server.grpcAddress().toString();
  }

  static Result run(String... arguments) {
    Map<String, String> environment = new HashMap<>();
    environment.put("ORCHESTRATOR_CLIENT_SERVER", address());
    environment.put("XDG_CONFIG_HOME", folder.resolve("config").toString());
    return run(environment, arguments);
  }

  static Result run(Map<String, String> environment, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter error = new StringWriter();
    CommandLine command = Main.commandLine(environment, arguments);
    command.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(error, true));
    int code = command.execute(arguments);
    return new Result(code, out.toString(), error.toString());
  }

  static String newKey() {
    return UUID.randomUUID().toString();
  }

  static String file(String text) {
    try {
      return Files.writeString(Files.createTempFile(folder, "file", ".yaml"), text).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Result call(String rpc, String json) {
    return run("call", rpc, "-d", json).done();
  }

  /** A function with an optional input and an output; registered, not built. */
  static String function(String name) {
    String key = newKey();
    run("function", "register", "-o", "name", "-f", file(functionYaml(key, name))).done();
    return key;
  }

  static String functionYaml(String key, String name) {
    return """
        key: %s
        name: "%s"
        description: &file {checksum: %s, storage_address: "http://h/f"}
        archive: *file
        new_permissions: {public: true}
        inputs: {model: {kind: ASSET_MODEL, optional: true, multiple: true}}
        outputs: {model: {kind: ASSET_MODEL}}
        """
        .formatted(key, name, "0".repeat(64));
  }

  /** A function that is built. */
  static String readyFunction(String name) {
    String key = function(name);
    act(key, "BUILDING");
    act(key, "READY");
    return key;
  }

  private static void act(String function, String action) {
    call(
        "FunctionService/ApplyFunctionAction",
        "{\"functionKey\":\"%s\",\"action\":\"FUNCTION_ACTION_%s\"}".formatted(function, action));
  }

  static String plan(String name) {
    String key = newKey();
    run("plan", "register", "-f", file("{key: %s, name: \"%s\"}".formatted(key, name))).done();
    return key;
  }

  /** A task of MyOrg1MSP that takes the models of others. */
  static String task(String plan, String function, String... parents) {
    String key = newKey();
    StringBuilder inputs = new StringBuilder();
    for (String parent : parents) {
      inputs.append(
          "{identifier: model, parent_task_output: {parent_task_key: %s, output_identifier: model}},"
              .formatted(parent));
    }
    run(
            "task",
            "register",
            "-f",
            file(
                """
                key: %s
                function_key: %s
                compute_plan_key: %s
                worker: MyOrg1MSP
                inputs: [%s]
                outputs: {model: {permissions: {public: true}}}
                """
                    .formatted(key, function, plan, inputs)))
        .done();
    return key;
  }

  static void act(String task, String action, String log) {
    call(
        "ComputeTaskService/ApplyTaskAction",
        "{\"compute_task_key\":\"%s\",\"action\":\"TASK_ACTION_%s\",\"log\":\"%s\"}"
            .formatted(task, action, log));
  }

  /** Lets a task run to its end, with a model. */
  static void finish(String task) {
    act(task, "EXECUTING", "");
    call(
        "ModelService/RegisterModel",
        """
        {"key": "%s", "computeTaskKey": "%s", "computeTaskOutputIdentifier": "model",
         "address": {"checksum": "%s", "storageAddress": "http://h/m"}}
        """
            .formatted(newKey(), task, "0".repeat(64)));
    act(task, "DONE", "");
  }
}
