package orchestrator.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import orchestrator.cli.failure.Exit;
import orchestrator.cli.message.Json;
import orchestrator.cli.noun.Noun;
import orchestrator.cli.noun.Nouns;
import orchestrator.cli.plan.TaskWait;
import orchestrator.cli.text.Escapes;
import orchestrator.cli.text.PlainYaml;
import orchestrator.cli.text.Table;
import orchestrator.client.OrchestratorClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Says what a task waits for. */
@Command(
    name = "why",
    description =
        "Say what a task waits for: which parents, which function, which organization; or why it"
            + " will not run.",
    footer = {"", "Example:", "  orchestrator task why 77aa01b2"})
final class TaskWhyCommand extends ServerCommand {
  @Parameters(paramLabel = "KEY", description = "The key, or how it begins.")
  private String key = "";

  @Mixin private OutputOptions output = new OutputOptions();

  TaskWhyCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  Optional<Noun> nounOf(String option) {
    return option.isEmpty() ? Optional.of(Nouns.TASK.noun()) : Optional.empty();
  }

  @Override
  Exit run(OrchestratorClient client) {
    TaskWait.Explanation explanation = new TaskWait(client).of(key(client, Nouns.TASK.noun(), key));
    switch (output.format()) {
      case table -> table(explanation);
      case json -> out().println(Json.line(tree(explanation)));
      case yaml -> out().print(PlainYaml.write(tree(explanation)));
      case name ->
          explanation.waitsFor().forEach(cause -> out().println(Escapes.oneLine(cause.key())));
    }
    return Exit.DONE;
  }

  private void table(TaskWait.Explanation explanation) {
    out()
        .println(
            Escapes.oneLine(
                "task %s, %s: %s"
                    .formatted(explanation.task(), explanation.status(), explanation.sentence())));
    if (!explanation.waitsFor().isEmpty()) {
      Table table =
          new Table(out(), terminal(), List.of("KIND", "KEY", "STATE", "ORGANIZATION", "DETAIL"));
      explanation
          .waitsFor()
          .forEach(
              cause ->
                  table.add(
                      List.of(
                          cause.kind(),
                          cause.key(),
                          cause.state(),
                          cause.organization(),
                          cause.detail())));
      table.flush();
    }
  }

  private static Map<String, Object> tree(TaskWait.Explanation explanation) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("task", explanation.task());
    tree.put("status", explanation.status());
    tree.put("sentence", explanation.sentence());
    tree.put(
        "waitsFor",
        explanation.waitsFor().stream()
            .map(
                cause -> {
                  Map<String, Object> each = new LinkedHashMap<>();
                  each.put("kind", cause.kind());
                  each.put("key", cause.key());
                  each.put("state", cause.state());
                  each.put("organization", cause.organization());
                  each.put("detail", cause.detail());
                  return each;
                })
            .toList());
    return tree;
  }
}
