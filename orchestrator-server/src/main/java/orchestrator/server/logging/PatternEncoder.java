package orchestrator.server.logging;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.core.pattern.DynamicConverter;
import java.util.Map;
import java.util.function.Supplier;

/** Writes lines by a pattern that has words of its own. */
@SuppressWarnings("rawtypes") // Logback gives its converters so.
public final class PatternEncoder extends PatternLayoutEncoder {
  private final Map<String, Supplier<DynamicConverter>> words;

  private PatternEncoder(Map<String, Supplier<DynamicConverter>> words) {
    this.words = words;
  }

  /**
   * Makes one that is started.
   *
   * @param words what the pattern has besides Logback's own, by their names
   */
  public static PatternEncoder of(
      LoggerContext context, String pattern, Map<String, Supplier<DynamicConverter>> words) {
    PatternEncoder encoder = new PatternEncoder(words);
    encoder.setContext(context);
    encoder.setPattern(pattern);
    encoder.start();
    return encoder;
  }

  @Override
  public void start() {
    PatternLayout lines = new PatternLayout();
    lines.getInstanceConverterMap().putAll(words);
    lines.setContext(getContext());
    lines.setPattern(getPattern());
    lines.start();
    layout = lines;
    started = true;
  }
}
