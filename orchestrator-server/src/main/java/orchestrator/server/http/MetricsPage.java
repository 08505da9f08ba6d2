package orchestrator.server.http;

import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/** Shows a registry in the format that the reader accepts: OpenMetrics or Prometheus text. */
final class MetricsPage {
  private final ExpositionFormats formats = ExpositionFormats.init();
  private final Supplier<PrometheusRegistry> registry;

  MetricsPage(Supplier<PrometheusRegistry> registry) {
    this.registry = registry;
  }

  /** The page for a request with this {@code Accept} header. */
  Page show(String accept) {
    ExpositionFormatWriter format = formats.findWriter(accept);
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    try {
      format.write(body, registry.get().scrape());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Page(200, format.getContentType(), body.toString(StandardCharsets.UTF_8));
  }
}
