package orchestrator.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import orchestrator.cli.failure.CommandFailedException;
import orchestrator.cli.message.Rpcs;
import orchestrator.cli.noun.Assets;
import orchestrator.cli.noun.Noun;
import orchestrator.cli.settings.Connection;
import orchestrator.cli.settings.Contexts;
import orchestrator.client.ApiServices;
import orchestrator.client.OrchestratorClient;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Finds what can stand in the place of the last word of a command line: commands, options and their
 * values, and keys, for which it asks the server.
 */
final class Completer {
  /** Somebody waits with a finger on the key. */
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  /** Keys are sought among so many, and so many are told. */
  private static final int MOST_ASSETS = 2000;

  private static final int MOST_KEYS = 200;

  private final Surroundings surroundings;
  private final Map<String, Supplier<CommandLine>> commands;

  Completer(Surroundings surroundings, Map<String, Supplier<CommandLine>> commands) {
    this.surroundings = surroundings;
    this.commands = commands;
  }

  /** The candidates; none when something is wrong, of which nobody wants to hear now. */
  Stream<String> complete(List<String> typed) {
    List<String> words = joined(typed);
    String last = words.isEmpty() ? "" : words.remove(words.size() - 1);
    int before = last.length() - lastPart(typed).length();
    return candidates(words, last)
        .filter(candidate -> candidate.startsWith(last))
        .map(candidate -> candidate.substring(before));
  }

  private Stream<String> candidates(List<String> words, String last) {
    if (words.isEmpty()) {
      return commands.keySet().stream().filter(this::isVisible);
    }
    Supplier<CommandLine> first = commands.get(words.get(0));
    return first == null
        ? Stream.empty()
        : candidates(first.get(), words.subList(1, words.size()), last);
  }

  /** What a shell that takes words apart puts a candidate in the place of. */
  private static String lastPart(List<String> typed) {
    String last = typed.isEmpty() ? "" : typed.get(typed.size() - 1);
    return typed.size() > 1 && isSign(last) ? "" : last;
  }

  private boolean isVisible(String name) {
    return !commands.get(name).get().getCommandSpec().usageMessage().hidden();
  }

  /** Bash takes {@code =} and {@code :} for words of their own. */
  private static List<String> joined(List<String> typed) {
    List<String> words = new ArrayList<>();
    boolean isOpen = false;
    for (String word : typed) {
      if ((isSign(word) || isOpen) && !words.isEmpty()) {
        words.set(words.size() - 1, words.get(words.size() - 1) + word);
      } else {
        words.add(word);
      }
      isOpen = isSign(word);
    }
    return words;
  }

  private static boolean isSign(String word) {
    return word.equals("=") || word.equals(":");
  }

  private Stream<String> candidates(CommandLine command, List<String> words, String last) {
    CommandLine current = command;
    Map<String, String> given = new LinkedHashMap<>();
    Optional<OptionSpec> pending = Optional.empty();
    for (String word : words) {
      if (pending.isPresent()) {
        given.put(pending.orElseThrow().longestName(), word);
        pending = Optional.empty();
      } else if (word.startsWith("-")) {
        int sign = word.indexOf('=');
        OptionSpec option =
            current.getCommandSpec().findOption(sign < 0 ? word : word.substring(0, sign));
        if (option != null && sign >= 0) {
          given.put(option.longestName(), word.substring(sign + 1));
        } else if (option != null && option.arity().max() > 0) {
          pending = Optional.of(option);
        }
      } else if (current.getSubcommands().containsKey(word)) {
        current = current.getSubcommands().get(word);
      }
    }
    if (pending.isPresent()) {
      return values(current, pending.orElseThrow(), given, last);
    }
    if (last.startsWith("-")) {
      return current.getCommandSpec().options().stream().map(OptionSpec::longestName);
    }
    return current.getSubcommands().isEmpty()
        ? positional(current, given, last)
        : current.getSubcommands().keySet().stream();
  }

  private Stream<String> values(
      CommandLine command, OptionSpec option, Map<String, String> given, String last) {
    if (option.longestName().equals("--context")) {
      return contexts();
    }
    Optional<ServerCommand.KeyPart> part =
        command.getCommand() instanceof ServerCommand asking
            ? asking.keyPart(option.longestName(), last)
            : Optional.empty();
    if (part.isPresent()) {
      String before = part.orElseThrow().before();
      return keys(part.orElseThrow().noun(), given, last.substring(before.length()))
          .map(before::concat);
    }
    return option.completionCandidates() == null
        ? Stream.empty()
        : StreamSupport.stream(option.completionCandidates().spliterator(), false);
  }

  private Stream<String> positional(CommandLine command, Map<String, String> given, String last) {
    Object object = command.getCommand();
    if (object instanceof CallCommand) {
      return ApiServices.names().stream()
          .flatMap(service -> Rpcs.methods(service).stream().map(rpc -> service + "/" + rpc));
    }
    if (object instanceof CompletionCommand) {
      return Stream.of("bash", "zsh", "fish");
    }
    if (object instanceof ContextCommands.UseContext
        || object instanceof ContextCommands.RemoveContext) {
      return contexts();
    }
    return object instanceof ServerCommand asking
        ? asking.nounOf("").map(noun -> keys(noun, given, last)).orElseGet(Stream::empty)
        : Stream.empty();
  }

  private Stream<String> contexts() {
    try {
      return Contexts.read(Contexts.file(surroundings.environment())).all().keySet().stream();
    } catch (CommandFailedException e) {
      return Stream.empty();
    }
  }

  private Stream<String> keys(Noun noun, Map<String, String> given, String last) {
    Map<String, String> flags = new LinkedHashMap<>();
    given.forEach((option, value) -> flags.put(option.replaceFirst("^--", ""), value));
    try {
      OrchestratorClient client =
          Connection.of(flags, surroundings.environment()).connect(PATIENCE);
      try {
        return Assets.all(client, noun)
            .limit(MOST_ASSETS)
            .map(noun::key)
            .filter(key -> key.startsWith(last))
            .limit(MOST_KEYS)
            .toList()
            .stream();
      } finally {
        client.abort();
      }
    } catch (RuntimeException e) {
      if (CommandFailedException.of(e).isPresent()) {
        return Stream.empty();
      }
      throw e;
    }
  }
}
