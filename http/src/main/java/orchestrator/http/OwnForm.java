package orchestrator.http;

import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceErrorHandler;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import orchestrator.http.account.OneAccount;

/**
 * Holds a service whose callers expect a form of refusals that is not the door's.
 *
 * @param paths patterns of where it is, such as {@code exact:/x}
 * @param service asks who calls when it has to know
 * @param errors answers what fails in it, and before it is asked
 * @param account one that may call besides those of the door
 * @param anyOrigin whether pages of every origin may call
 * @param threads how many calls of it may block at the same time; those of the door are not
 *     concerned
 */
public record OwnForm(
    Set<String> paths,
    Function<Identification, HttpService> service,
    ServiceErrorHandler errors,
    Optional<OneAccount> account,
    boolean anyOrigin,
    int threads) {}
