package orchestrator.server.metrics;

import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Reads the metrics as {@code /metrics} shows them. */
public final class MetricsText {
  private MetricsText() {}

  /** All lines that are shown now. */
  public static String of(Metrics metrics) {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    try {
      PrometheusTextFormatWriter.create().write(text, metrics.registry().scrape());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString(StandardCharsets.UTF_8);
  }

  /** The value of a sample such as {@code up{channel="one"}}; 0 while it is not shown. */
  public static long value(Metrics metrics, String sample) {
    String start = sample + " ";
    return of(metrics)
        .lines()
        .filter(line -> line.startsWith(start))
        .mapToLong(line -> (long) Double.parseDouble(line.substring(start.length())))
        .sum();
  }
}
