package orchestrator.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import orchestrator.cli.noun.Filter;
import orchestrator.cli.noun.Noun;
import orchestrator.cli.noun.Nouns;
import orchestrator.cli.settings.ConnectionOptions;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Makes the commands: a noun and its verbs, and those beside them. */
public final class Cli {
  private static final int HELP_WIDTH = 100;
  private static final String KEY = "3f2a1c5e";

  private final Surroundings surroundings;

  private Cli(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /** The commands by name, each made when it is asked for. */
  public static Map<String, Supplier<CommandLine>> commands(Surroundings surroundings) {
    Cli cli = new Cli(surroundings);
    Map<String, Supplier<CommandLine>> commands = new LinkedHashMap<>();
    for (Nouns noun : Nouns.values()) {
      commands.put(noun.word(), () -> cli.noun(noun.noun()));
    }
    commands.put("call", () -> command(new CallCommand(surroundings)));
    commands.put("context", cli::contexts);
    commands.put("completion", () -> command(new CompletionCommand()));
    return commands;
  }

  /**
   * The hidden command that the scripts for shells call, by its name.
   *
   * @param all what can be completed
   */
  public static Map<String, Supplier<CommandLine>> completing(
      Surroundings surroundings, Map<String, Supplier<CommandLine>> all) {
    Map<String, Supplier<CommandLine>> copy = new LinkedHashMap<>(all);
    return Map.of("complete", () -> command(new CompleteCommand(surroundings, copy)));
  }

  private CommandLine noun(Noun noun) {
    CommandLine command = group(noun.name(), "Work with " + noun.plural() + ".");
    ListCommand list = new ListCommand(surroundings, noun);
    CommandLine listing = command(list);
    for (Filter filter : list.filters()) {
      listing.getCommandSpec().addOption(filter.spec());
    }
    describe(listing, "List " + noun.plural() + ", oldest first.", noun, "list --limit 20");
    add(command, listing);
    if (noun.name().equals(Nouns.EVENT.word())) {
      add(command, command(new EventTailCommand(surroundings)));
      return command;
    }
    CommandLine show = command(new ShowCommand(surroundings, noun));
    String key = noun.name().equals(Nouns.ORGANIZATION.word()) ? "MyOrg1MSP" : KEY;
    String shown = noun.name().equals(Nouns.PERFORMANCE.word()) ? "'" + KEY + "|auc'" : key;
    describe(show, "Show all that is known of " + noun.plural() + ".", noun, "show " + shown);
    add(command, show);
    if (noun.name().equals(Nouns.PLAN.word())) {
      add(command, command(new PlanWatchCommand(surroundings)));
      add(command, command(new PlanGraphCommand(surroundings)));
      add(command, command(new PlanResumeCommand(surroundings)));
    } else {
      CommandLine watch = command(new WatchCommand(surroundings, noun));
      describe(
          watch,
          "Write each change of " + noun.plural() + " from now on, until it is ended.",
          noun,
          "watch");
      add(command, watch);
    }
    if (noun.name().equals(Nouns.TASK.word())) {
      add(command, command(new TaskWhyCommand(surroundings)));
    }
    if (noun.canBeCancelled()) {
      CommandLine cancel = command(new CancelCommand(surroundings, noun));
      describe(cancel, "Cancel " + noun.plural() + ".", noun, "cancel " + key);
      add(command, cancel);
    }
    if (noun.registerRpc().isPresent()) {
      CommandLine register = command(new RegisterCommand(surroundings, noun));
      describe(
          register,
          "Register " + noun.plural() + " that a file describes.",
          noun,
          "register -f " + noun.name() + ".yaml");
      add(command, register);
    }
    return command;
  }

  private static void describe(CommandLine verb, String description, Noun noun, String example) {
    verb.getCommandSpec()
        .usageMessage()
        .description(description)
        .footer("", "Example:", "  orchestrator " + noun.name() + " " + example);
  }

  private CommandLine contexts() {
    CommandLine command = group("context", "Keep the names of servers, and as whom to call them.");
    List.of(
            new ContextCommands.ListContexts(surroundings),
            new ContextCommands.UseContext(surroundings),
            new ContextCommands.AddContext(surroundings),
            new ContextCommands.RemoveContext(surroundings))
        .forEach(verb -> add(command, command(verb)));
    return command;
  }

  private static CommandLine group(String name, String description) {
    WithoutVerb withoutVerb = new WithoutVerb();
    CommandSpec spec = CommandSpec.wrapWithoutInspection(withoutVerb).name(name);
    spec.usageMessage().description(description).width(HELP_WIDTH);
    CommandLine group = written(new CommandLine(spec));
    withoutVerb.group = group;
    return group;
  }

  /** Says which verbs there are to a noun that came without one. */
  private static final class WithoutVerb implements Callable<Integer> {
    private CommandLine group = new CommandLine(CommandSpec.create());

    @Override
    public Integer call() {
      throw new ParameterException(
          group,
          group.getCommandName()
              + " needs a verb: "
              + String.join(", ", group.getSubcommands().keySet()));
    }
  }

  private static CommandLine command(Object command) {
    CommandLine made = written(new CommandLine(command));
    made.getCommandSpec().usageMessage().sortOptions(false).width(HELP_WIDTH);
    if (command instanceof ServerCommand || command instanceof ContextCommands.AddContext) {
      ConnectionOptions.addTo(made.getCommandSpec());
    }
    return made;
  }

  /** Whatever the locale says, what is written is UTF-8, as JSON must be. */
  private static CommandLine written(CommandLine command) {
    return command.setOut(
        new PrintWriter(
            new OutputStreamWriter(
                new FileOutputStream(FileDescriptor.out), StandardCharsets.UTF_8)));
  }

  private static void add(CommandLine noun, CommandLine verb) {
    noun.addSubcommand(verb.getCommandName(), verb);
  }
}
