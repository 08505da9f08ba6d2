package orchestrator.cli;

import static java.util.stream.Collectors.joining;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import orchestrator.cli.failure.CommandFailedException;
import orchestrator.cli.failure.Exit;
import orchestrator.cli.message.Json;
import orchestrator.cli.settings.Connection;
import orchestrator.cli.settings.ConnectionOptions;
import orchestrator.cli.settings.Contexts;
import orchestrator.cli.text.Escapes;
import orchestrator.cli.text.PlainYaml;
import orchestrator.cli.text.Table;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Keeps a person's contexts: which servers there are, and as whom to talk to them. */
final class ContextCommands {
  private ContextCommands() {}

  abstract static class ContextCommand implements Callable<Integer> {
    final Surroundings surroundings;
    @Spec CommandSpec command = CommandSpec.create();

    ContextCommand(Surroundings surroundings) {
      this.surroundings = surroundings;
    }

    abstract void run(Contexts contexts);

    @Override
    public final Integer call() {
      run(Contexts.read(Contexts.file(surroundings.environment())));
      command.commandLine().getOut().flush();
      return Exit.DONE.code();
    }

    final void say(String line) {
      command.commandLine().getOut().println(line);
    }
  }

  @Command(
      name = "list",
      description = "List the contexts; the one in use has a star.",
      footer = {"", "Example:", "  orchestrator context list"})
  static final class ListContexts extends ContextCommand {
    @Mixin private OutputOptions output = new OutputOptions();

    ListContexts(Surroundings surroundings) {
      super(surroundings);
    }

    @Override
    void run(Contexts contexts) {
      switch (output.format()) {
        case table -> table(contexts);
        case json -> trees(contexts).map(Json::line).forEach(this::say);
        case yaml -> say(trees(contexts).map(PlainYaml::write).collect(joining("---\n")).strip());
        case name -> contexts.all().keySet().forEach(name -> say(Escapes.oneLine(name)));
      }
    }

    private static Stream<Object> trees(Contexts contexts) {
      return contexts.all().entrySet().stream()
          .map(
              context -> {
                Map<String, Object> tree = new LinkedHashMap<>();
                tree.put("name", context.getKey());
                tree.put("used", contexts.current().filter(context.getKey()::equals).isPresent());
                tree.putAll(context.getValue());
                return tree;
              });
    }

    private void table(Contexts contexts) {
      Table table =
          new Table(
              command.commandLine().getOut(),
              surroundings.terminal(),
              List.of("USED", "NAME", "SERVER", "ORGANIZATION", "CHANNEL", "TLS"));
      contexts
          .all()
          .forEach(
              (name, settings) ->
                  table.add(
                      List.of(
                          contexts.current().filter(name::equals).map(used -> "*").orElse(""),
                          name,
                          settings.getOrDefault("server", ""),
                          settings.getOrDefault("organization", ""),
                          settings.getOrDefault("channel", ""),
                          settings.keySet().stream().anyMatch(it -> it.startsWith("tls"))
                              ? "yes"
                              : "")));
      table.flush();
    }
  }

  @Command(
      name = "use",
      description = "Take settings from this context from now on.",
      footer = {"", "Example:", "  orchestrator context use hospital1"})
  static final class UseContext extends ContextCommand {
    @Parameters(paramLabel = "NAME", description = "The context's name.")
    private String name = "";

    UseContext(Surroundings surroundings) {
      super(surroundings);
    }

    @Override
    void run(Contexts contexts) {
      contexts.using(name).write();
      say("context " + name + " is in use");
    }
  }

  @Command(
      name = "add",
      description =
          "Keep the settings that are given as a context, in the place of one of that name.",
      footer = {
        "",
        "Example:",
        "  orchestrator context add hospital1 --server h1.example.org:9000 --organization MyOrg1MSP"
            + " --tls-ca ca.pem"
      })
  static final class AddContext extends ContextCommand {
    @Parameters(paramLabel = "NAME", description = "The context's name.")
    private String name = "";

    AddContext(Surroundings surroundings) {
      super(surroundings);
    }

    @Override
    void run(Contexts contexts) {
      if (name.isBlank()) {
        throw CommandFailedException.wrongUse("a context must have a name");
      }
      Map<String, String> flags = ConnectionOptions.flags(command.commandLine().getParseResult());
      Map<String, String> kept = Connection.kept(flags);
      contexts.with(name, kept).write();
      say("context " + name + " is kept in " + contexts.file());
    }
  }

  @Command(
      name = "remove",
      description = "Forget a context.",
      footer = {"", "Example:", "  orchestrator context remove hospital1"})
  static final class RemoveContext extends ContextCommand {
    @Parameters(paramLabel = "NAME", description = "The context's name.")
    private String name = "";

    RemoveContext(Surroundings surroundings) {
      super(surroundings);
    }

    @Override
    void run(Contexts contexts) {
      contexts.without(name).write();
      say("context " + name + " is removed");
    }
  }
}
