package orchestrator.graph.command;

import java.nio.file.Path;
import java.util.Optional;
import orchestrator.cli.Surroundings;
import orchestrator.cli.failure.Exit;
import orchestrator.graph.format.Formats;
import orchestrator.graph.format.GraphFormat;
import orchestrator.graph.format.ReadOptions;
import orchestrator.graph.gorch.GraphView;
import orchestrator.graph.model.FaultyGraphException;
import orchestrator.graph.source.Source;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Converts TOSCA to a gorch, with the options that its users know. */
@Command(
    name = "tosca2gorch",
    sortOptions = false,
    description = "Write the graph of a TOSCA file or archive as a gorch, for POST /v1/tasks.",
    footer = {
      "",
      "Example:",
      "  orchestrator tosca2gorch -t site.yaml -i inputs.yaml | curl -d @- localhost:8080/v1/tasks"
    })
final class ToscaToGorchCommand extends FileCommand {
  @Option(
      names = {"-t", "-tosca", "--tosca"},
      paramLabel = "FILE",
      description = "The TOSCA file or archive; - for standard input.")
  private Optional<String> tosca = Optional.empty();

  @Option(
      names = {"-i", "-input", "--input"},
      paramLabel = "FILE",
      description = "The file with the values of inputs.")
  private Optional<Path> input = Optional.empty();

  @Option(
      names = {"-fetch-imports", "--fetch-imports"},
      description = "Fetch imports over http and https.")
  private boolean fetchImports;

  ToscaToGorchCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  public Integer call() {
    if (tosca.isEmpty()) {
      spec().commandLine().usage(out());
      return Exit.DONE.code();
    }
    if (input.isEmpty()) {
      warn("without a file of inputs (-i) only defaults have a value");
    }
    try {
      Source source = source(tosca.get());
      ReadOptions options = ReadOptions.of(source(input), fetchImports, this::warn);
      GraphFormat format = Formats.named("tosca").orElseThrow();
      GraphView graph = Formats.read(format, source, options);
      ConvertCommand.print(graph, Formats.named("gorch").orElseThrow(), this);
      return Exit.DONE.code();
    } catch (FaultyGraphException e) {
      return faulty(tosca.get(), e);
    }
  }
}
