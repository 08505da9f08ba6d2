package orchestrator.http;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.util.concurrent.CompletableFuture;
import orchestrator.http.account.Account;

/** Finds out whose request it is, for services that answer in a form of their own. */
@FunctionalInterface
public interface Identification {
  /**
   * The account of a request; fails with a {@link orchestrator.http.api.ProblemException} when it
   * has none, or may not do that.
   *
   * @param reads whether the request changes nothing
   */
  CompletableFuture<Account> identify(
      ServiceRequestContext context, HttpRequest request, boolean reads);
}
