package orchestrator.e2e.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import orchestrator.e2e.harness.ModuleFolder;
import orchestrator.e2e.harness.ServerJar;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Workflows of several shapes, made by the generator of WfCommons, run to their end. */
class WorkflowsTest {
  private static final Path INSTANCES =
      ModuleFolder.path()
          .resolveSibling("graph")
          .resolve("src/test/resources/orchestrator/graph/wfformat");

  @TempDir private Path folder;

  @Test
  void everyTaskOfEachWorkflowSucceedsWithScaledSleeps() throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of("run", "--folder", folder.resolve("runs").toString(), "--scale", "0.0002"));
    try (Stream<Path> files = Files.list(INSTANCES)) {
      files.sorted().map(Path::toString).forEach(command::add);
    }
    Path output = folder.resolve("output");

    Process run = ServerJar.start(List.of(), command, Map.of(), output);

    assertThat(run.waitFor()).as(Files.readString(output)).isZero();
    List<String> lines = Files.readAllLines(output);
    assertThat(lines)
        .contains(
            "Blast-synthetic-instance: success",
            "Cycles-synthetic-instance: success",
            "Epigenomics-synthetic-instance: success",
            "Genome-synthetic-instance: success",
            "Montage-synthetic-instance: success",
            "Srasearch-synthetic-instance: success");
    // As many as the generator said that it has made.
    assertThat(lines).filteredOn(line -> line.matches(".* success +\\S.*")).hasSize(289);
  }
}
