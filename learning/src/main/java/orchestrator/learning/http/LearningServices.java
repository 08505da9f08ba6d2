package orchestrator.learning.http;

import com.linecorp.armeria.server.HttpService;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import orchestrator.http.DoorServices;
import orchestrator.http.OwnForm;
import orchestrator.http.account.OneAccount;
import orchestrator.http.openapi.Documentation;
import orchestrator.learning.Learning;

/** Tells a door what learning adds to it. */
public final class LearningServices {
  private static final String APIDOCS = "/apidocs";

  /** The paths that callers know, and no others: the door has paths of its own. */
  private static final Set<String> KNOWN =
      Set.of(
          "regex:^/(?:problem|algo|data|learnuplet|preduplet|prediction|learndone|preddone)(?:/[^/]+)?$",
          "regex:^/worker/[^/]+/[^/]+$");

  private final Function<String, Learning> learning;
  private final String channel;
  private final Optional<OneAccount> account;
  private final Cors cors;
  private final Limits limits;

  /**
   * Serves the calls of organizations.
   *
   * @param learning the calls of the organization of this name
   * @param channel on which they are
   * @param account one that may call besides those of the door
   * @param anyOrigin whether pages of every origin may call
   */
  public LearningServices(
      Function<String, Learning> learning,
      String channel,
      Optional<OneAccount> account,
      boolean anyOrigin) {
    this(learning, channel, account, anyOrigin, Limits.usual());
  }

  LearningServices(
      Function<String, Learning> learning,
      String channel,
      Optional<OneAccount> account,
      boolean anyOrigin,
      Limits limits) {
    this.learning = learning;
    this.channel = channel;
    this.account = account;
    this.cors = new Cors(anyOrigin);
    this.limits = limits;
  }

  /** What is served beside the API. */
  public DoorServices besideTheApi() {
    return services(KNOWN, "/learning" + APIDOCS);
  }

  /** What is served on a port that has nothing else, so that it answers every path. */
  public DoorServices alone() {
    return services(Set.of("prefix:/"), APIDOCS);
  }

  private DoorServices services(Set<String> paths, String apidocs) {
    OwnForm form =
        new OwnForm(
            paths,
            callers -> new LearningService(callers, learning, channel, cors, limits),
            new Refusals(cors),
            account,
            cors.isOn(),
            limits.threads());
    return new DoorServices(Map.of(), documents(apidocs), Optional.empty(), Optional.of(form));
  }

  private static Map<String, HttpService> documents(String root) {
    Map<String, HttpService> documents = new TreeMap<>();
    Documentation.services(
            "Learning API", root, "openapi.yaml", () -> resource("openapi.yaml"), false)
        .forEach((path, service) -> documents.put("exact:" + path, service));
    return documents;
  }

  private static byte[] resource(String name) {
    try (InputStream in =
        Optional.ofNullable(LearningServices.class.getResourceAsStream(name))
            .orElseThrow(() -> new IllegalStateException("the resource " + name + " is missing"))) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
