package orchestrator.http.account;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Holds the commands about accounts themselves. */
final class AccountActions {
  private AccountActions() {}

  /** Adds an account. */
  @Command(
      name = "add",
      sortOptions = false,
      description = {
        "Add an account; its password is asked for, or is one line of standard input.",
        "The file is made when there is none."
      })
  static final class Add extends AccountAction {
    @Parameters(paramLabel = "NAME", description = AccountsReader.NAME_RULE + ".")
    private String name = "";

    @Option(
        names = "--organization",
        required = true,
        paramLabel = "MSPID",
        description = "The organization that it acts for.")
    private String organization = "";

    @Option(
        names = "--channel",
        required = true,
        paramLabel = "NAME",
        description = "A channel that it may use; repeat it for more.")
    private List<String> channels = new ArrayList<>();

    @Option(
        names = "--access",
        required = true,
        paramLabel = "read|write",
        description = "read: what changes nothing, and events. write: everything.")
    private String access = "";

    @Override
    void run(AccountsFile accounts) {
      if (!AccountsReader.isName(name)) {
        throw wrongUse("the name of an account has " + AccountsReader.NAME_RULE);
      }
      word("--organization", organization);
      channels.forEach(channel -> word("--channel", channel));
      Account account =
          new Account(
              name,
              organization,
              new LinkedHashSet<>(channels),
              Access.of(access)
                  .orElseThrow(() -> wrongUse("--access must be read or write, not " + access)));
      // Before anybody types a password in vain.
      accounts.present().find(name).ifPresent(Add::refuse);
      String hash = command().newHash(name);
      accounts.update(
          present -> {
            present.find(name).ifPresent(Add::refuse);
            return present.with(new StoredAccount(account, hash, List.of()));
          });
      say("account " + name + " is added to " + accounts);
    }

    private void word(String option, String value) {
      if (!AccountsReader.isWord(value)) {
        throw wrongUse(option + " must be 1 to 128 printable characters of ASCII");
      }
    }

    private static void refuse(StoredAccount there) {
      throw conflict("there is an account " + there.account().name() + " already");
    }
  }

  /** Lists the accounts. */
  @Command(name = "list", description = "List the accounts.")
  static final class ListAll extends AccountAction {
    @Override
    void run(AccountsFile accounts) {
      Columns.print(
          out(),
          List.of("NAME", "ORGANIZATION", "CHANNELS", "ACCESS", "TOKENS"),
          accounts.read().all().stream().map(ListAll::row));
    }

    private static List<String> row(StoredAccount stored) {
      Account account = stored.account();
      return List.of(
          account.name(),
          account.organization(),
          String.join(",", account.channels()),
          account.access().word(),
          String.valueOf(stored.tokens().size()));
    }
  }

  /** Changes a password. */
  @Command(name = "password", description = "Change the password of an account; its tokens stay.")
  static final class Password extends AccountAction {
    @Parameters(paramLabel = "NAME", description = "The account.")
    private String name = "";

    @Override
    void run(AccountsFile accounts) {
      StoredAccount unused = existing(accounts.read(), name);
      String hash = command().newHash(name);
      accounts.update(present -> present.with(existing(present, name).withPassword(hash)));
      say("the password of " + name + " is changed in " + accounts);
    }
  }

  /** Removes an account. */
  @Command(name = "remove", description = "Remove an account with its tokens.")
  static final class Remove extends AccountAction {
    @Parameters(paramLabel = "NAME", description = "The account.")
    private String name = "";

    @Override
    void run(AccountsFile accounts) {
      accounts.update(present -> present.without(existing(present, name).account().name()));
      say("account " + name + " is removed from " + accounts);
    }
  }
}
