package orchestrator.graph.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import orchestrator.cli.Surroundings;
import orchestrator.cli.failure.CommandFailedException;
import orchestrator.cli.failure.Exit;
import orchestrator.cli.text.Escapes;
import orchestrator.graph.model.FaultyGraphException;
import orchestrator.graph.source.Source;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Reads files for the commands about graphs, and tells what is wrong with them. */
public abstract class FileCommand implements Callable<Integer> {
  private static final String STANDARD_INPUT = "-";

  private final Surroundings surroundings;

  @Spec private CommandSpec spec = CommandSpec.create();

  /** One that finds this around it. */
  protected FileCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  protected final Surroundings surroundings() {
    return surroundings;
  }

  protected final PrintWriter out() {
    return spec.commandLine().getOut();
  }

  protected final CommandSpec spec() {
    return spec;
  }

  /** A file, or standard input for {@code -}. */
  protected final Source source(String file) throws FaultyGraphException {
    try {
      return file.equals(STANDARD_INPUT)
          ? Source.of("standard input", surroundings.input(), Path.of(""))
          : Source.of(Path.of(file));
    } catch (NoSuchFileException e) {
      throw new CommandFailedException(Exit.FAILED, "there is no file " + file);
    } catch (IOException | IllegalArgumentException e) {
      throw new CommandFailedException(Exit.FAILED, file + " cannot be read");
    }
  }

  protected final Optional<Source> source(Optional<Path> file) throws FaultyGraphException {
    return file.isPresent() ? Optional.of(source(file.get().toString())) : Optional.empty();
  }

  /** Writes the faults of a file to standard error. */
  protected final Integer faulty(String file, FaultyGraphException faulty) {
    PrintWriter err = spec.commandLine().getErr();
    FaultLines.of(shown(file), faulty).forEach(err::println);
    err.flush();
    return Exit.FAILED.code();
  }

  protected static String shown(String file) {
    return file.equals(STANDARD_INPUT) ? "standard input" : file;
  }

  protected final void warn(String sentence) {
    PrintWriter err = spec.commandLine().getErr();
    err.println("warning: " + Escapes.oneLine(sentence));
    err.flush();
  }
}
