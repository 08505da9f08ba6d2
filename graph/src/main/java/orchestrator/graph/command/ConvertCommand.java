package orchestrator.graph.command;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import orchestrator.cli.Surroundings;
import orchestrator.cli.failure.CommandFailedException;
import orchestrator.cli.failure.Exit;
import orchestrator.graph.format.Formats;
import orchestrator.graph.format.GraphFormat;
import orchestrator.graph.gorch.GraphView;
import orchestrator.graph.model.FaultyGraphException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes a graph in another format. */
@Command(
    name = "convert",
    description = "Write a graph in another format.",
    footer = {"", "Example:", "  orchestrator graph convert site.yaml -i inputs.yaml -t gorch"})
final class ConvertCommand extends FileCommand {
  @Parameters(paramLabel = "FILE", description = "The graph; - for standard input.")
  private String file = "";

  @Option(
      names = {"-t", "--to"},
      paramLabel = "FORMAT",
      description =
          "gorch, dot, mermaid or svg (default: by the ending of the file to write, else gorch).")
  private Optional<String> to = Optional.empty();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "The file to write, in place of standard output.")
  private Optional<Path> output = Optional.empty();

  @Mixin private ReadingOptions reading = new ReadingOptions();

  ConvertCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  public Integer call() {
    GraphFormat format = format();
    try {
      GraphView graph = reading.read(source(file), source(reading.inputs()), this::warn);
      write(graph, format);
      return Exit.DONE.code();
    } catch (FaultyGraphException e) {
      return faulty(file, e);
    }
  }

  private GraphFormat format() {
    Optional<GraphFormat> format =
        to.isPresent()
            ? Formats.named(to.get()).filter(GraphFormat::isWritten)
            : output.isPresent()
                ? Formats.writtenTo(output.get().toString())
                : Formats.named("gorch");
    return format.orElseThrow(
        () ->
            CommandFailedException.wrongUse(
                "the format to write is not clear; --to is one of: "
                    + String.join(", ", Formats.written())));
  }

  private void write(GraphView graph, GraphFormat format) {
    if (output.isEmpty()) {
      print(graph, format, this);
      return;
    }
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(output.get()))) {
      format.write(graph, out);
    } catch (IOException e) {
      throw new CommandFailedException(Exit.FAILED, output.get() + " cannot be written");
    }
  }

  /** Writes a graph to a command's standard output. */
  static void print(GraphView graph, GraphFormat format, FileCommand command) {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    try {
      format.write(graph, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    command.out().print(text.toString(StandardCharsets.UTF_8));
    command.out().flush();
  }
}
