package orchestrator.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import orchestrator.cli.text.LivePicture;
import orchestrator.cli.text.Terminal;
import orchestrator.graph.gorch.GraphView;
import orchestrator.graph.model.GraphState;
import orchestrator.graph.run.Runner;
import orchestrator.graph.screen.HtmlReport;
import orchestrator.graph.screen.RunPicture;
import orchestrator.graph.screen.RunTable;

/** Shows graphs while they run, and how they ended. */
final class RunScreen {
  private static final Duration FRAME = Duration.ofMillis(200);

  private final Runner runner;
  private final List<Run> runs;
  private final Terminal terminal;
  private final PrintWriter out;

  /**
   * The run of a graph, by the name that people are told. Two files that say the same may be one.
   */
  record Run(String name, String id) {}

  RunScreen(Runner runner, List<Run> runs, Terminal terminal, PrintWriter out) {
    this.runner = runner;
    this.runs = List.copyOf(runs);
    this.terminal = terminal;
    this.out = out;
  }

  /** Waits until all have ended; meanwhile a terminal shows how far they are. */
  void follow() {
    CompletableFuture<Void> all =
        CompletableFuture.allOf(
            runs.stream()
                .map(run -> runner.completion(run.id()))
                .toArray(CompletableFuture[]::new));
    if (!terminal.isPresent()) {
      Waits.forIt(all);
      return;
    }
    RunPicture picture = new RunPicture(terminal);
    try (LivePicture live = new LivePicture(out)) {
      do {
        List<String> lines = new ArrayList<>();
        for (Run run : runs) {
          runner
              .find(run.id())
              .ifPresent(
                  graph ->
                      lines.addAll(
                          picture.lines(run.name(), graph, runner.nodes(run.id()), Instant.now())));
        }
        int most = Math.max(3, terminal.rows() - 1);
        live.draw(lines.size() <= most ? lines : lines.subList(0, most));
      } while (!Waits.isOver(all, FRAME));
    }
  }

  /**
   * Prints a table of nodes for each graph, and writes its page if there is a file for it.
   *
   * @param report where to; of several graphs each has a page, with its number in the file's name
   * @return whether all have succeeded
   * @throws IOException if a page cannot be written
   */
  boolean tell(Optional<Path> report) throws IOException {
    boolean succeeded = true;
    for (int i = 0; i < runs.size(); i++) {
      Run run = runs.get(i);
      GraphView graph = runner.find(run.id()).orElseThrow();
      var nodes = runner.nodes(run.id());
      RunTable.print(nodes, out, terminal);
      out.println(run.name() + ": " + graph.state().word());
      out.flush();
      succeeded &= graph.state() == GraphState.SUCCESS;
      if (report.isPresent()) {
        Files.writeString(numbered(report.get(), i + 1), HtmlReport.of(run.name(), graph, nodes));
      }
    }
    return succeeded;
  }

  private Path numbered(Path report, int number) {
    if (runs.size() == 1) {
      return report;
    }
    String name = report.getFileName().toString();
    int dot = name.lastIndexOf('.');
    String end = "-" + number;
    return report.resolveSibling(
        dot < 0 ? name + end : name.substring(0, dot) + end + name.substring(dot));
  }
}
