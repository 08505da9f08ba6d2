package orchestrator.graph.command;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import orchestrator.cli.failure.CommandFailedException;
import orchestrator.graph.format.Formats;
import orchestrator.graph.format.GraphFormat;
import orchestrator.graph.format.ReadOptions;
import orchestrator.graph.gorch.GraphView;
import orchestrator.graph.model.FaultyGraphException;
import orchestrator.graph.source.Source;
import orchestrator.graph.wfformat.WfOptions;
import picocli.CommandLine.Option;

/** Holds the options about how a file of a graph is read. */
public final class ReadingOptions {
  @Option(
      names = "--from",
      paramLabel = "FORMAT",
      description =
          "The file's format, where its content does not tell: gorch, dot, tosca, wfcommons.")
  private Optional<String> from = Optional.empty();

  @Option(
      names = {"-i", "--inputs"},
      paramLabel = "FILE",
      description = "TOSCA: the file with the values of inputs.")
  private Optional<Path> inputs = Optional.empty();

  @Option(names = "--fetch-imports", description = "TOSCA: fetch imports over http and https.")
  private boolean fetchImports;

  @Option(
      names = "--engine",
      paramLabel = "ENGINE",
      defaultValue = "sleep",
      description =
          "WfCommons: what runs a task: sleep (for its recorded time), shell (its program) or nil"
              + " (default ${DEFAULT-VALUE}).")
  private WfOptions.Engine engine = WfOptions.Engine.sleep;

  @Option(
      names = "--scale",
      paramLabel = "FACTOR",
      defaultValue = "1",
      description =
          "WfCommons: multiply recorded times, 0.001 for a thousandth (default ${DEFAULT-VALUE}).")
  private double scale = 1;

  @Option(
      names = "--machines",
      description = "WfCommons: make the machine of a task the target of its node.")
  private boolean machines;

  /** The file of inputs. */
  public Optional<Path> inputs() {
    return inputs;
  }

  /**
   * Reads a graph as these options say.
   *
   * @param given the file of inputs as it was read
   * @param warnings gets each sentence once
   */
  public GraphView read(Source source, Optional<Source> given, Consumer<String> warnings)
      throws FaultyGraphException {
    if (!(scale >= 0 && scale <= 1_000_000)) {
      throw CommandFailedException.wrongUse("--scale is a number between 0 and 1000000");
    }
    Set<String> told = new HashSet<>();
    ReadOptions options =
        ReadOptions.of(
                given,
                fetchImports,
                warning -> {
                  if (told.add(warning)) {
                    warnings.accept(warning);
                  }
                })
            .with(new WfOptions(engine, scale, machines));
    if (from.isEmpty()) {
      return Formats.read(source, options);
    }
    GraphFormat format =
        Formats.named(from.get())
            .filter(GraphFormat::isRead)
            .orElseThrow(
                () ->
                    CommandFailedException.wrongUse(
                        "--from is one of: " + String.join(", ", Formats.read())));
    return Formats.read(format, source, options);
  }
}
