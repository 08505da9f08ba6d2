package orchestrator.http.account;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Holds the commands about the tokens of an account. */
final class TokenActions {
  private static final int LONGEST_NOTE = 200;

  private TokenActions() {}

  /** Makes a token. */
  @Command(
      name = "token",
      sortOptions = false,
      description = {
        "Make a token for an account and print it, once: the file keeps its hash only.",
        "Send it as: Authorization: Bearer TOKEN"
      })
  static final class Create extends AccountAction {
    @Parameters(paramLabel = "NAME", description = "The account.")
    private String name = "";

    @Option(names = "--note", paramLabel = "TEXT", description = "What it is for.")
    private Optional<String> note = Optional.empty();

    @Option(
        names = "--expires",
        paramLabel = "DURATION",
        description = "After what time it ends, such as 90d or 12h (default never).")
    private Optional<String> expires = Optional.empty();

    @Override
    void run(AccountsFile accounts) {
      if (note.filter(Create::isUnfit).isPresent()) {
        throw wrongUse(
            "--note must have no control characters, and at most " + LONGEST_NOTE + " in all");
      }
      Optional<Duration> lasts =
          expires.map(
              text ->
                  Expiry.of(text)
                      .orElseThrow(
                          () -> wrongUse("--expires must be like 90d or 12h, not " + text)));
      Instant now = command().clock().instant().truncatedTo(ChronoUnit.SECONDS);
      String token = Tokens.newToken();
      StoredToken stored =
          new StoredToken(Tokens.newId(), Tokens.sha256(token), now, lasts.map(now::plus), note);
      accounts.update(present -> present.with(existing(present, name).with(stored)));
      out().println(token);
      say("this is token " + stored.id() + " of " + name + ", and is not shown again");
    }

    private static boolean isUnfit(String note) {
      return note.length() > LONGEST_NOTE || note.chars().anyMatch(Character::isISOControl);
    }
  }

  /** Lists the tokens of an account. */
  @Command(name = "tokens", description = "List the tokens of an account.")
  static final class ListAll extends AccountAction {
    @Parameters(paramLabel = "NAME", description = "The account.")
    private String name = "";

    @Override
    void run(AccountsFile accounts) {
      Columns.print(
          out(),
          List.of("ID", "CREATED", "EXPIRES", "NOTE"),
          existing(accounts.read(), name).tokens().stream().map(ListAll::row));
    }

    private static List<String> row(StoredToken token) {
      return List.of(
          token.id(),
          token.created().toString(),
          token.expires().map(Instant::toString).orElse("never"),
          token.note().orElse(""));
    }
  }

  /** Revokes a token. */
  @Command(name = "revoke", description = "Revoke a token of an account.")
  static final class Revoke extends AccountAction {
    @Parameters(index = "0", paramLabel = "NAME", description = "The account.")
    private String name = "";

    @Parameters(index = "1", paramLabel = "TOKEN-ID", description = "As tokens lists it.")
    private String id = "";

    @Override
    void run(AccountsFile accounts) {
      accounts.update(
          present -> {
            StoredAccount account = existing(present, name);
            StoredToken token =
                account.tokens().stream()
                    .filter(each -> each.id().equals(id))
                    .findFirst()
                    .orElseThrow(() -> notFound("account " + name + " has no token " + id));
            return present.with(account.without(token));
          });
      say("token " + id + " of " + name + " is revoked in " + accounts);
    }
  }
}
