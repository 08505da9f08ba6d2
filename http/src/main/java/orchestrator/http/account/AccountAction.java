package orchestrator.http.account;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/**
 * Does one thing with a file of accounts; what it cannot do is one line and the exit code that the
 * command line has for it (docs/cli.md).
 */
@Command(mixinStandardHelpOptions = true)
abstract class AccountAction implements Callable<Integer> {
  /** How a command ends that asks for what there is not. */
  private static final int NOT_FOUND = 3;

  /** How a command ends that adds what there is already. */
  private static final int CONFLICT = 5;

  static final String VARIABLE = "ORCHESTRATOR_ACCOUNTS";

  @ParentCommand private AccountCommand command;

  @Option(
      names = "--accounts",
      paramLabel = "FILE",
      description = "The file of the accounts (or the variable " + VARIABLE + ").")
  private Optional<Path> file = Optional.empty();

  @Spec private CommandSpec spec;

  abstract void run(AccountsFile accounts);

  @Override
  public Integer call() {
    Path path =
        file.or(() -> command.variable(VARIABLE).map(Path::of))
            .orElseThrow(() -> wrongUse("--accounts FILE is missing, and so is " + VARIABLE));
    try {
      run(new AccountsFile(path));
      return 0;
    } catch (Unfit e) {
      say("orchestrator: " + e.getMessage());
      return e.code;
    } catch (AccountsException e) {
      say("orchestrator: " + e.getMessage());
      return 1;
    } finally {
      out().flush();
    }
  }

  AccountCommand command() {
    return command;
  }

  PrintWriter out() {
    return spec.commandLine().getOut();
  }

  /** Tells a person, whatever becomes of standard output. */
  void say(String sentence) {
    PrintWriter err = spec.commandLine().getErr();
    err.println(sentence);
    err.flush();
  }

  ParameterException wrongUse(String sentence) {
    return new ParameterException(spec.commandLine(), sentence);
  }

  /** Says that what is asked does not go with the accounts that there are. */
  private static final class Unfit extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int code;

    Unfit(int code, String sentence) {
      super(sentence);
      this.code = code;
    }
  }

  static RuntimeException notFound(String sentence) {
    return new Unfit(NOT_FOUND, sentence);
  }

  static RuntimeException conflict(String sentence) {
    return new Unfit(CONFLICT, sentence);
  }

  static StoredAccount existing(Accounts accounts, String name) {
    return accounts.find(name).orElseThrow(() -> notFound("there is no account " + name));
  }
}
