package orchestrator.http;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import orchestrator.http.account.Account;
import orchestrator.http.account.AccountsFile;
import orchestrator.http.account.AccountsWatch;
import orchestrator.http.account.Authentication;
import orchestrator.http.account.Authentication.Granted;
import orchestrator.http.account.Authentication.Refused;
import orchestrator.http.account.Authentication.TooMany;
import orchestrator.http.account.Authenticator;
import orchestrator.http.api.Caller;
import orchestrator.http.api.Problem;
import orchestrator.http.api.ProblemException;

/** Lets in who has an account, as the organization of the account and no other. */
final class AccountCallers implements Callers {
  private final AccountsWatch accounts;
  private final Authenticator authenticator;

  /**
   * Follows a file of accounts.
   *
   * @param reload how often it is looked at; zero for never
   * @throws orchestrator.http.account.AccountsException when it cannot be used
   */
  AccountCallers(Path file, Duration reload) {
    this.accounts = new AccountsWatch(new AccountsFile(file), reload);
    this.authenticator = new Authenticator(accounts, InstantSource.system());
  }

  @Override
  public CompletableFuture<Caller> identify(
      ServiceRequestContext context, HttpRequest request, boolean reads) {
    CompletableFuture<Authentication> found =
        authenticator.authenticate(
            request.headers().get(HttpHeaderNames.AUTHORIZATION),
            context.remoteAddress().getAddress());
    // What follows must not run in a thread that checks passwords.
    return found.isDone()
        ? found.thenApply(known -> caller(known, context, request, reads))
        : found.thenApplyAsync(
            known -> caller(known, context, request, reads), context.eventLoop());
  }

  private static Caller caller(
      Authentication authentication,
      ServiceRequestContext context,
      HttpRequest request,
      boolean reads) {
    if (authentication instanceof Granted granted) {
      return caller(granted, context, request, reads);
    }
    if (authentication instanceof TooMany tooMany) {
      throw new ProblemException(
          Problem.tooMany(tooMany.reason(), tooMany.retryAfter().toSeconds()));
    }
    throw new ProblemException(
        Problem.of(HttpStatus.UNAUTHORIZED, ((Refused) authentication).reason())
            .with(HttpHeaderNames.WWW_AUTHENTICATE, Authenticator.CHALLENGE));
  }

  private static Caller caller(
      Granted granted, ServiceRequestContext context, HttpRequest request, boolean reads) {
    Account account = granted.account();
    String organization = Gate.named(context, request, "mspid", "organization");
    if (!organization.isEmpty() && !organization.equals(account.organization())) {
      throw forbidden(account, "acts for " + account.organization() + " only");
    }
    if (!reads && !account.mayWrite()) {
      throw forbidden(account, "may only read");
    }
    String channel = Gate.named(context, request, "channel", "channel");
    if (channel.isEmpty() && account.channels().size() == 1) {
      channel = account.channels().iterator().next();
    }
    if (!channel.isEmpty() && !account.channels().contains(channel)) {
      throw forbidden(account, "may not use channel \"" + channel + "\"");
    }
    return Gate.caller(context, request, account.organization(), channel, granted.holds());
  }

  private static ProblemException forbidden(Account account, String why) {
    return new ProblemException(
        Problem.of(HttpStatus.FORBIDDEN, "account \"" + account.name() + "\" " + why));
  }

  @Override
  public void close() {
    authenticator.close();
    accounts.close();
  }
}
