package orchestrator.http;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.util.BlockingTaskExecutor;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceBindingBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import orchestrator.http.account.Account;
import orchestrator.http.account.OneAccount;
import orchestrator.http.api.Problem;
import orchestrator.http.api.ProblemException;

/** Tells services with a form of their own who calls, by the rules of the door. */
final class Reception implements Identification {
  private final Optional<AccountCallers> accounts;
  private final Optional<OneAccount> one;
  private final Origins origins;
  private final boolean wantsTls;
  private final boolean anyOrigin;

  private Reception(Callers callers, OwnForm form, Origins origins, boolean wantsTls) {
    this.accounts =
        Optional.of(callers)
            .filter(AccountCallers.class::isInstance)
            .map(AccountCallers.class::cast);
    this.one = form.account();
    this.origins = origins;
    this.wantsTls = wantsTls;
    this.anyOrigin = form.anyOrigin();
  }

  /**
   * Serves such a service.
   *
   * @param wantsTls whether whoever is not on loopback must speak TLS
   */
  static void mount(
      ServerBuilder builder, OwnForm form, Callers callers, Origins origins, boolean wantsTls) {
    HttpService service = form.service().apply(new Reception(callers, form, origins, wantsTls));
    HttpService served = form.anyOrigin() ? service : service.decorate(origins.cors());
    BlockingTaskExecutor threads =
        BlockingTaskExecutor.builder()
            .numThreads(form.threads())
            .threadNamePrefix("door-own")
            .daemon(true)
            .build();
    ServiceBindingBuilder binding = builder.route();
    form.paths().forEach(binding::path);
    binding.blockingTaskExecutor(threads, true);
    binding.errorHandler(form.errors());
    binding.build(served);
  }

  @Override
  public CompletableFuture<Account> identify(
      ServiceRequestContext context, HttpRequest request, boolean reads) {
    if (wantsTls) {
      Gate.refusePlain(context);
    }
    if (!reads && !anyOrigin) {
      origins.refuseForeign(request.headers());
    }
    String authorization = request.headers().get(HttpHeaderNames.AUTHORIZATION);
    if (one.filter(it -> it.isMeantBy(authorization)).isPresent()) {
      return CompletableFuture.completedFuture(one.get().account());
    }
    return accounts
        .map(
            known ->
                known
                    .admit(context, request, reads)
                    .thenApply(
                        granted -> {
                          AccountCallers.refuseUnlessPermitted(granted.account(), reads);
                          return granted.account();
                        }))
        .orElseGet(
            () ->
                CompletableFuture.failedFuture(
                    new ProblemException(
                        Problem.of(HttpStatus.UNAUTHORIZED, "this needs an account"))));
  }
}
