package orchestrator.scenario.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import orchestrator.cli.Surroundings;
import orchestrator.cli.failure.CommandFailedException;
import orchestrator.cli.failure.Exit;
import orchestrator.scenario.report.Report;
import orchestrator.scenario.report.ReportException;
import orchestrator.scenario.report.ReportReader;
import orchestrator.scenario.report.page.Comparison;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Puts reports side by side. */
@Command(
    name = "compare",
    description = "Put reports side by side: each of them against the first.",
    footer = {
      "",
      "Example:",
      "  orchestrator scenario compare embedded.jsonl ledger.jsonl --html compared.html"
    })
final class CompareCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "REPORT", arity = "1..*", description = "Two to eight reports.")
  private List<Path> files = new ArrayList<>();

  @Option(names = "--html", paramLabel = "FILE", description = "Write it as a page with plots.")
  private Optional<Path> html = Optional.empty();

  CompareCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    if (files.size() < 2 || files.size() > Comparison.MOST) {
      throw CommandFailedException.wrongUse(
          "2 to " + Comparison.MOST + " reports are compared, not " + files.size());
    }
    List<Report> reports = new ArrayList<>();
    for (Path file : files) {
      reports.add(read(file));
    }
    Comparison comparison = Comparison.of(reports);
    comparison.print(spec.commandLine().getOut(), surroundings.terminal());
    if (html.isPresent()) {
      Pages.write(html.get(), comparison.html());
    }
    return Exit.DONE.code();
  }

  private static Report read(Path file) {
    try {
      return ReportReader.read(file);
    } catch (ReportException e) {
      throw CommandFailedException.wrongUse(file + ": " + e.getMessage());
    } catch (IOException e) {
      throw CommandFailedException.wrongUse("the report " + file + " cannot be read");
    }
  }
}
