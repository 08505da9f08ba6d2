package orchestrator.graph.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.stream.Stream;
import orchestrator.graph.gorch.FileView;
import orchestrator.graph.model.Graph;
import orchestrator.graph.source.Source;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RoundTripTest {
  static Stream<GraphFormat> bothWays() {
    return Formats.all().stream().filter(GraphFormat::isRead).filter(GraphFormat::isWritten);
  }

  @ParameterizedTest
  @MethodSource("bothWays")
  void whatIsWrittenIsReadAsTheSameGraph(GraphFormat format) throws Exception {
    for (long seed = 0; seed < 400; seed++) {
      Graph graph = new RandomGraphs(seed).next();
      ByteArrayOutputStream out = new ByteArrayOutputStream();

      format.write(FileView.of(graph), out);

      Source written = Source.of("no-ending", out.toByteArray());
      assertThat(Formats.of(written)).as("format, seed %d", seed).contains(format);
      assertThat(Formats.read(written, ReadOptions.DEFAULT).gorch().graph())
          .as("seed %d", seed)
          .isEqualTo(graph);
    }
  }
}
