package orchestrator.graph.command;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import orchestrator.cli.Surroundings;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Makes the commands about files of graphs. */
public final class GraphFileCommands {
  private static final int HELP_WIDTH = 100;

  private GraphFileCommands() {}

  /** The commands by name, each made when it is asked for. */
  public static Map<String, Supplier<CommandLine>> commands(Surroundings surroundings) {
    Map<String, Supplier<CommandLine>> commands = new LinkedHashMap<>();
    commands.put("graph", () -> graph(surroundings));
    commands.put("tosca2gorch", () -> command(new ToscaToGorchCommand(surroundings)));
    commands.put("gorch2dot", () -> command(new GorchToDotCommand(surroundings)));
    return commands;
  }

  /** Whether a word is one of these commands. */
  public static boolean isCommand(String word) {
    return List.of("graph", "tosca2gorch", "gorch2dot").contains(word);
  }

  private static CommandLine graph(Surroundings surroundings) {
    WithoutVerb withoutVerb = new WithoutVerb();
    CommandSpec spec = CommandSpec.wrapWithoutInspection(withoutVerb).name("graph");
    spec.usageMessage().description("Work with files of graphs.").width(HELP_WIDTH);
    CommandLine group = new CommandLine(spec);
    withoutVerb.group = group;
    for (FileCommand verb :
        List.of(
            new ConvertCommand(surroundings),
            new CheckCommand(surroundings),
            new ShowGraphCommand(surroundings))) {
      CommandLine made = command(verb);
      group.addSubcommand(made.getCommandName(), made);
    }
    return group;
  }

  private static CommandLine command(FileCommand command) {
    CommandLine made = new CommandLine(command);
    made.getCommandSpec().usageMessage().sortOptions(false).width(HELP_WIDTH);
    return made;
  }

  /** Says which verbs there are to a noun that came without one. */
  private static final class WithoutVerb implements Callable<Integer> {
    private CommandLine group = new CommandLine(CommandSpec.create());

    @Override
    public Integer call() {
      throw new ParameterException(
          group, "graph needs a verb: " + String.join(", ", group.getSubcommands().keySet()));
    }
  }
}
