package orchestrator.server.http;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Makes {@code /healthz} (the process answers), {@code /readyz} (it should be sent calls) and
 * {@code /metrics}, which whoever holds the HTTP port shows to everybody.
 */
public final class OperatorPages {
  private OperatorPages() {}

  /** Makes a page when it is asked for. */
  @FunctionalInterface
  public interface Source {
    /**
     * The page of now.
     *
     * @param accept the header {@code Accept}; empty when the reader takes anything
     */
    Page show(String accept);
  }

  /**
   * The pages by their paths.
   *
   * @param readiness what {@code /readyz} tells
   * @param registry what {@code /metrics} shows, when it is asked for; empty when there is to be no
   *     such page
   */
  public static Map<String, Source> of(
      Readiness readiness, Optional<Supplier<PrometheusRegistry>> registry) {
    Map<String, Source> pages = new TreeMap<>();
    pages.put("/healthz", accept -> Page.text(200, "ok"));
    pages.put("/readyz", accept -> ready(readiness));
    registry.map(MetricsPage::new).ifPresent(page -> pages.put("/metrics", page::show));
    return Map.copyOf(pages);
  }

  private static Page ready(Readiness readiness) {
    var missing = readiness.missing();
    return missing.isEmpty()
        ? Page.text(200, "ready")
        : Page.text(503, "not ready: " + String.join(", ", missing));
  }
}
