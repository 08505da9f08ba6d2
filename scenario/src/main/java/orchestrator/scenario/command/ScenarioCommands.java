package orchestrator.scenario.command;

import java.util.List;
import java.util.concurrent.Callable;
import orchestrator.cli.Surroundings;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Makes the commands about scenarios. */
public final class ScenarioCommands {
  private static final int HELP_WIDTH = 100;

  private ScenarioCommands() {}

  /**
   * The command {@code scenario} with its verbs.
   *
   * @param serve the verb that serves, which needs more than this module has
   */
  public static CommandLine commandLine(Surroundings surroundings, Callable<Integer> serve) {
    WithoutVerb withoutVerb = new WithoutVerb();
    CommandSpec spec = CommandSpec.wrapWithoutInspection(withoutVerb).name("scenario");
    spec.usageMessage()
        .description("Put load on chains by scenarios, and tell what came of it.")
        .width(HELP_WIDTH);
    CommandLine group = new CommandLine(spec);
    withoutVerb.group = group;
    for (Callable<Integer> verb :
        List.of(
            serve,
            new RunScenarioCommand(surroundings),
            new StatusCommand(),
            new StopCommand(),
            new ConvertScenarioCommand(surroundings),
            new CompareCommand(surroundings),
            new ProxiesCommand())) {
      CommandLine made = new CommandLine(verb);
      made.getCommandSpec().usageMessage().sortOptions(false).width(HELP_WIDTH);
      group.addSubcommand(made.getCommandName(), made);
    }
    return group;
  }

  /** Says which verbs there are to a noun that came without one. */
  private static final class WithoutVerb implements Callable<Integer> {
    private CommandLine group = new CommandLine(CommandSpec.create());

    @Override
    public Integer call() {
      throw new ParameterException(
          group, "scenario needs a verb: " + String.join(", ", group.getSubcommands().keySet()));
    }
  }
}
