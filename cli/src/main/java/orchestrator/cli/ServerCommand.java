package orchestrator.cli;

import java.io.PrintWriter;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import orchestrator.cli.failure.Exit;
import orchestrator.cli.noun.KeyPrefix;
import orchestrator.cli.noun.Noun;
import orchestrator.cli.settings.Connection;
import orchestrator.cli.settings.ConnectionOptions;
import orchestrator.cli.text.Terminal;
import orchestrator.client.OrchestratorClient;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** Does something with a server: connects, lets the command work, and leaves. */
abstract class ServerCommand implements Callable<Integer> {
  private final Surroundings surroundings;
  @Spec private CommandSpec command = CommandSpec.create();

  ServerCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /** Works, and says how that ended. */
  abstract Exit run(OrchestratorClient client) throws Exception;

  /**
   * The noun whose keys complete the value of an option, or, for an empty name, what stands without
   * one.
   */
  Optional<Noun> nounOf(String option) {
    return Optional.empty();
  }

  /**
   * Holds which keys complete the end of a value.
   *
   * @param noun what they are keys of
   * @param before what stands before the key
   */
  record KeyPart(Noun noun, String before) {}

  /** The keys that complete what is typed of the value of an option. */
  Optional<KeyPart> keyPart(String option, String typed) {
    return nounOf(option).map(noun -> new KeyPart(noun, ""));
  }

  @Override
  public final Integer call() throws Exception {
    OrchestratorClient client = Connection.of(flags(), surroundings.environment()).connect();
    try {
      return run(client).code();
    } finally {
      out().flush();
      // Nothing is under way any more, and an orderly end takes time.
      client.abort();
    }
  }

  private Map<String, String> flags() {
    return ConnectionOptions.flags(parsed());
  }

  final ParseResult parsed() {
    return command.commandLine().getParseResult();
  }

  final Surroundings surroundings() {
    return surroundings;
  }

  final PrintWriter out() {
    return command.commandLine().getOut();
  }

  final Terminal terminal() {
    return surroundings.terminal();
  }

  static String key(OrchestratorClient client, Noun noun, String text) {
    return KeyPrefix.resolve(client, noun, text);
  }
}
