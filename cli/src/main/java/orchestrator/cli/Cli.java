package orchestrator.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import orchestrator.cli.noun.Noun;
import orchestrator.cli.noun.Nouns;
import orchestrator.cli.settings.ConnectionOptions;
import orchestrator.proto.AssetKind;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Makes the commands: a noun and its verbs, and those beside them. */
public final class Cli {
  private static final int HELP_WIDTH = 100;
  private static final String KEY = "3f2a1c5e";

  private static final Set<String> OTHERS = Set.of("call", "context", "completion", "complete");

  private final Surroundings surroundings;

  private Cli(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /**
   * The commands by name, each made when it is asked for.
   *
   * @param arguments what is asked for: of a noun only the verb among them is made, if there is one
   */
  public static Map<String, Supplier<CommandLine>> commands(
      Surroundings surroundings, String... arguments) {
    Optional<String> verb =
        arguments.length > 1 ? Optional.of(arguments[1]) : Optional.<String>empty();
    Cli cli = new Cli(surroundings);
    Map<String, Supplier<CommandLine>> commands = new LinkedHashMap<>();
    for (Nouns noun : Nouns.values()) {
      commands.put(noun.word(), () -> cli.noun(noun.noun(), verb));
    }
    commands.put("call", () -> command(new CallCommand(surroundings)));
    commands.put("context", cli::contexts);
    commands.put("completion", () -> command(new CompletionCommand()));
    return commands;
  }

  /** Whether a word is one of these commands, the hidden one for completion too. */
  public static boolean isCommand(String word) {
    return Nouns.of(word).isPresent() || OTHERS.contains(word);
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

  /** A noun with the verb that is asked for, or with all of them. */
  private CommandLine noun(Noun noun, Optional<String> asked) {
    CommandLine command = group(noun.name(), "Work with " + noun.plural() + ".");
    Map<String, Supplier<CommandLine>> verbs = verbs(noun);
    asked.filter(verbs::containsKey).ifPresent(verb -> verbs.keySet().retainAll(Set.of(verb)));
    verbs.forEach((name, verb) -> command.addSubcommand(name, verb.get()));
    return command;
  }

  private Map<String, Supplier<CommandLine>> verbs(Noun noun) {
    String key = noun.kind() == AssetKind.ASSET_ORGANIZATION ? "MyOrg1MSP" : KEY;
    Map<String, Supplier<CommandLine>> verbs = new LinkedHashMap<>();
    verbs.put("list", () -> list(noun));
    if (noun.name().equals(Nouns.EVENT.word())) {
      verbs.put("tail", () -> command(new EventTailCommand(surroundings)));
      return verbs;
    }
    verbs.put(
        "show",
        () ->
            described(
                new ShowCommand(surroundings, noun),
                "Show all that is known of " + noun.plural() + ".",
                noun,
                noun.kind() == AssetKind.ASSET_PERFORMANCE ? "'" + key + "|auc'" : key));
    if (noun.kind() == AssetKind.ASSET_COMPUTE_PLAN) {
      verbs.put("watch", () -> command(new PlanWatchCommand(surroundings)));
      verbs.put("graph", () -> command(new PlanGraphCommand(surroundings)));
      verbs.put("resume", () -> command(new PlanResumeCommand(surroundings)));
    } else {
      verbs.put(
          "watch",
          () ->
              described(
                  new WatchCommand(surroundings, noun),
                  "Write each change of " + noun.plural() + " from now on, until it is ended.",
                  noun,
                  ""));
    }
    if (noun.kind() == AssetKind.ASSET_COMPUTE_TASK) {
      verbs.put("why", () -> command(new TaskWhyCommand(surroundings)));
    }
    if (noun.canBeCancelled()) {
      verbs.put(
          "cancel",
          () ->
              described(
                  new CancelCommand(surroundings, noun),
                  "Cancel " + noun.plural() + ".",
                  noun,
                  key));
    }
    if (noun.registerRpc().isPresent()) {
      verbs.put(
          "register",
          () ->
              described(
                  new RegisterCommand(surroundings, noun),
                  "Register " + noun.plural() + " that a file describes.",
                  noun,
                  "-f " + noun.name() + ".yaml"));
    }
    return verbs;
  }

  private CommandLine list(Noun noun) {
    ListCommand list = new ListCommand(surroundings, noun);
    CommandLine command =
        described(list, "List " + noun.plural() + ", oldest first.", noun, "--limit 20");
    list.filters().forEach(filter -> command.getCommandSpec().addOption(filter.spec()));
    return command;
  }

  private static CommandLine described(
      Object verb, String description, Noun noun, String arguments) {
    CommandLine command = command(verb);
    String line = "  orchestrator " + noun.name() + " " + command.getCommandName();
    command
        .getCommandSpec()
        .usageMessage()
        .description(description)
        .footer("", "Example:", (line + " " + arguments).stripTrailing());
    return command;
  }

  private CommandLine contexts() {
    CommandLine command = group("context", "Keep the names of servers, and as whom to call them.");
    List.of(
            new ContextCommands.ListContexts(surroundings),
            new ContextCommands.UseContext(surroundings),
            new ContextCommands.AddContext(surroundings),
            new ContextCommands.RemoveContext(surroundings))
        .stream()
        .map(Cli::command)
        .forEach(verb -> command.addSubcommand(verb.getCommandName(), verb));
    return command;
  }

  private static CommandLine group(String name, String description) {
    WithoutVerb withoutVerb = new WithoutVerb();
    CommandSpec spec = CommandSpec.wrapWithoutInspection(withoutVerb).name(name);
    spec.usageMessage().description(description).width(HELP_WIDTH);
    CommandLine group = new CommandLine(spec);
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
    CommandLine made = new CommandLine(command);
    made.getCommandSpec().usageMessage().sortOptions(false).width(HELP_WIDTH);
    if (command instanceof ServerCommand || command instanceof ContextCommands.AddContext) {
      ConnectionOptions.addTo(made.getCommandSpec());
    }
    return made;
  }
}
