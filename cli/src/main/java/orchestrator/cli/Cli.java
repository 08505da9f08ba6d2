package orchestrator.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import orchestrator.cli.noun.Filter;
import orchestrator.cli.noun.Noun;
import orchestrator.cli.noun.Nouns;
import orchestrator.cli.settings.ConnectionOptions;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** Makes the commands: a noun and its verbs, and those beside them. */
public final class Cli {
  private static final int HELP_WIDTH = 100;

  private Cli() {}

  /** The commands by name, each made when it is asked for. */
  public static Map<String, Supplier<CommandLine>> commands(Surroundings surroundings) {
    Map<String, Supplier<CommandLine>> commands = new LinkedHashMap<>();
    for (Nouns noun : Nouns.values()) {
      commands.put(noun.word(), () -> noun(surroundings, noun.noun()));
    }
    commands.put("call", () -> command(new CallCommand(surroundings)));
    commands.put("context", () -> contexts(surroundings));
    return commands;
  }

  private static CommandLine noun(Surroundings surroundings, Noun noun) {
    CommandLine command = group(noun.name(), "Work with " + noun.plural() + ".");
    ListCommand list = new ListCommand(surroundings, noun);
    CommandLine listing = command(list);
    for (Filter filter : list.filters()) {
      listing.getCommandSpec().addOption(filter.spec());
    }
    add(command, listing, "List " + noun.plural() + ", oldest first.");
    if (noun.name().equals(Nouns.EVENT.word())) {
      add(
          command,
          command(new EventTailCommand(surroundings)),
          "Write events as they happen, until it is ended.");
      return command;
    }
    add(
        command,
        command(new ShowCommand(surroundings, noun)),
        "Show all that is known of " + noun.plural() + ".");
    add(
        command,
        command(new WatchCommand(surroundings, noun)),
        "Write each change of " + noun.plural() + " from now on, until it is ended.");
    if (noun.canBeCancelled()) {
      add(command, command(new CancelCommand(surroundings, noun)), "Cancel " + noun.plural() + ".");
    }
    noun.registerRpc()
        .ifPresent(
            rpc ->
                add(
                    command,
                    command(new RegisterCommand(surroundings, noun)),
                    "Register " + noun.plural() + " that a file describes."));
    return command;
  }

  private static CommandLine contexts(Surroundings surroundings) {
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
    CommandSpec spec = CommandSpec.create().name(name);
    spec.usageMessage().description(description).width(HELP_WIDTH);
    return written(new CommandLine(spec));
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

  private static void add(CommandLine noun, CommandLine verb, String description) {
    verb.getCommandSpec().usageMessage().description(description);
    add(noun, verb);
  }
}
