package orchestrator.http.account;

import java.time.Clock;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Keeps the file of accounts, as the command {@code account}.
 *
 * <p>Exit code 0 when it is done, 3 when there is no such account or token, 5 when there is one
 * already, 1 when it cannot be done for another reason, 2 for wrong options.
 */
@Command(
    name = "account",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Adds, lists and removes the accounts of the HTTP door, and their tokens.",
      "A running server takes a changed file up by itself."
    },
    subcommands = {
      AccountActions.Add.class,
      AccountActions.ListAll.class,
      AccountActions.Password.class,
      AccountActions.Remove.class,
      TokenActions.Create.class,
      TokenActions.ListAll.class,
      TokenActions.Revoke.class
    })
public final class AccountCommand implements Runnable {
  private final Map<String, String> environment;
  private final Supplier<PasswordInput> passwords;
  private final InstantSource clock;
  private final int cost;

  @Spec private CommandSpec spec;

  /** The command as this process runs it. */
  public AccountCommand() {
    this(System.getenv(), PasswordInput::ofProcess, Clock.systemUTC(), Passwords.COST);
  }

  AccountCommand(
      Map<String, String> environment,
      Supplier<PasswordInput> passwords,
      InstantSource clock,
      int cost) {
    this.environment = environment;
    this.passwords = passwords;
    this.clock = clock;
    this.cost = cost;
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "account needs one of: " + String.join(", ", spec.subcommands().keySet()));
  }

  Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
  }

  /** The hash of the password that somebody gives for an account. */
  String newHash(String account) {
    return Passwords.hash(passwords.get().read(account), cost);
  }

  InstantSource clock() {
    return clock;
  }
}
