package orchestrator.http;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import orchestrator.http.api.Caller;
import orchestrator.http.api.Problem;
import orchestrator.http.api.ProblemException;

/** Finds out who calls. */
interface Callers extends AutoCloseable {
  /**
   * Who has sent a request; fails with a {@link ProblemException} when that one may not.
   *
   * @param reads whether the request changes nothing
   */
  CompletableFuture<Caller> identify(
      ServiceRequestContext context, HttpRequest request, boolean reads);

  /**
   * Believes what a request says, as the API does itself.
   *
   * @param unnamed who it is that says nothing
   */
  static Callers byName(Optional<DoorServices.Identity> unnamed) {
    return (context, request, reads) -> {
      String organization = Gate.named(context, request, "mspid", "organization");
      String channel = Gate.named(context, request, "channel", "channel");
      boolean isNamed = !organization.isEmpty() || !channel.isEmpty() || unnamed.isEmpty();
      return CompletableFuture.completedFuture(
          Gate.caller(
              context,
              request,
              isNamed ? organization : unnamed.get().organization(),
              isNamed ? channel : unnamed.get().channel(),
              () -> true));
    };
  }

  /** Asks no more. */
  @Override
  default void close() {}

  /** Lets nobody in. */
  static Callers nobody(String reason) {
    return (context, request, reads) ->
        CompletableFuture.failedFuture(
            new ProblemException(Problem.of(HttpStatus.FORBIDDEN, reason)));
  }
}
