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
import orchestrator.http.account.Authentication.Authenticated;
import orchestrator.http.account.Authentication.Refused;
import orchestrator.http.account.Authentication.TooMany;
import orchestrator.http.account.Authenticator;
import orchestrator.http.account.Sessions;
import orchestrator.http.api.Caller;
import orchestrator.http.api.Problem;
import orchestrator.http.api.ProblemException;

/**
 * Lets in who has an account, as the organization of the account and no other: by the header
 * Authorization, else by the cookie of a session.
 */
final class AccountCallers implements Callers {
  private final AccountsWatch accounts;
  private final Authenticator authenticator;
  private final Sessions sessions = new Sessions(InstantSource.system());
  private final Origins origins;

  /**
   * Follows a file of accounts.
   *
   * @param origins knows which pages may change something with a session
   * @param reload how often it is looked at; zero for never
   * @throws orchestrator.http.account.AccountsException when it cannot be used
   */
  AccountCallers(Path file, Duration reload, Origins origins) {
    this.origins = origins;
    this.accounts = new AccountsWatch(new AccountsFile(file), reload);
    this.authenticator = new Authenticator(accounts, InstantSource.system());
  }

  @Override
  public CompletableFuture<Caller> identify(
      ServiceRequestContext context, HttpRequest request, boolean reads) {
    return admit(context, request, reads)
        .thenApply(authenticated -> caller(authenticated, context, request, reads));
  }

  /**
   * Finds whose request it is, and refuses who has no account.
   *
   * @param reads whether the request changes nothing
   */
  CompletableFuture<Authenticated> admit(
      ServiceRequestContext context, HttpRequest request, boolean reads) {
    CompletableFuture<Authentication> found = authenticate(context, request);
    if (!reads && isBySession(context, request)) {
      origins.refuseUnlessOwn(request.headers());
    }
    // What follows must not run in a thread that checks passwords.
    return found.isDone()
        ? found.thenApply(known -> authenticated(known, request))
        : found.thenApplyAsync(known -> authenticated(known, request), context.eventLoop());
  }

  /** Finds whose request it is, whatever it asks for. */
  CompletableFuture<Authentication> authenticate(
      ServiceRequestContext context, HttpRequest request) {
    if (!isBySession(context, request)) {
      return authenticator.authenticate(
          request.headers().get(HttpHeaderNames.AUTHORIZATION),
          context.remoteAddress().getAddress());
    }
    return CompletableFuture.completedFuture(
        SessionCookie.find(context, request)
            .flatMap(sessions::find)
            .<Authentication>map(authenticated -> authenticated)
            .orElseGet(() -> new Refused("the session has ended: sign in again")));
  }

  /** What is said in the request itself counts more than what a browser adds by itself. */
  private static boolean isBySession(ServiceRequestContext context, HttpRequest request) {
    return !request.headers().contains(HttpHeaderNames.AUTHORIZATION)
        && SessionCookie.find(context, request).isPresent();
  }

  Authenticator authenticator() {
    return authenticator;
  }

  Sessions sessions() {
    return sessions;
  }

  /** Who was let in; the others are told why not. */
  static Authenticated authenticated(Authentication authentication, HttpRequest request) {
    if (authentication instanceof Authenticated authenticated) {
      return authenticated;
    }
    if (authentication instanceof TooMany tooMany) {
      throw new ProblemException(
          Problem.tooMany(tooMany.reason(), tooMany.retryAfter().toSeconds()));
    }
    throw new ProblemException(
        Problem.of(HttpStatus.UNAUTHORIZED, ((Refused) authentication).reason())
            .with(
                HttpHeaderNames.WWW_AUTHENTICATE,
                isOfScript(request)
                    ? Authenticator.CHALLENGE_OF_SCRIPTS
                    : Authenticator.CHALLENGE));
  }

  private static boolean isOfScript(HttpRequest request) {
    String mode = request.headers().get("sec-fetch-mode");
    return mode != null && !mode.equals("navigate");
  }

  private static Caller caller(
      Authenticated authenticated,
      ServiceRequestContext context,
      HttpRequest request,
      boolean reads) {
    Account account = authenticated.account();
    String organization = Gate.named(context, request, "mspid", "organization");
    if (!organization.isEmpty() && !organization.equals(account.organization())) {
      throw forbidden(account, "acts for " + account.organization() + " only");
    }
    refuseUnlessPermitted(account, reads);
    String channel = Gate.named(context, request, "channel", "channel");
    if (channel.isEmpty() && account.channels().size() == 1) {
      channel = account.channels().iterator().next();
    }
    if (!channel.isEmpty() && !account.channels().contains(channel)) {
      throw forbidden(account, "may not use channel \"" + channel + "\"");
    }
    return Gate.caller(context, request, account.organization(), channel, authenticated.holds());
  }

  /** Refuses to change something for an account that may only read. */
  static void refuseUnlessPermitted(Account account, boolean reads) {
    if (!reads && !account.mayWrite()) {
      throw forbidden(account, "may only read");
    }
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
