package orchestrator.graph.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import orchestrator.graph.model.FaultyGraphException;
import orchestrator.graph.source.Source;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormatsTest {
  private static Source source(String name, String text) {
    return Source.of(name, text.getBytes(StandardCharsets.UTF_8));
  }

  private static List<String> faults(Source source) {
    return catchThrowableOfType(
            FaultyGraphException.class, () -> Formats.read(source, ReadOptions.DEFAULT))
        .faults()
        .stream()
        .map(Object::toString)
        .toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          x       | {"digraph": [], "nodes": []}               | gorch
          x       | {}                                         | gorch
          x.json  | {bad                                       | gorch
          x.yaml  | {"nodes": []}                              | gorch
          x       | {"name": "w", "workflow": {}}              | wfcommons
          x.json  | {"schemaVersion": "1.4"}                   | wfcommons
          x       | digraph { a }                              | dot
          x       | /* c */ strict DIGRAPH g {                 | dot
          x.gv    | graph { a -- b }                           | dot
          x       | graph g { a }                              | dot
          x.dot   | nonsense                                   | dot
          x       | tosca_definitions_version: y               | tosca
          x.txt   | topology_template: { }                     | tosca
          x.json  | {"tosca_definitions_version": "y"}         | gorch
          x.yaml  | {"tosca_definitions_version": "y"}         | tosca
          x.CSAR  | not zip                                    | tosca
          x.yaml  | `graph: { }`                               | tosca
          x       | graph: 1                                   | -
          x       | hello                                      | -
          x       | ``                                         | -
          x.json  | ``                                         | gorch
          """)
  void theContentTellsTheFormatAndElseTheEnding(String name, String text, String format) {
    assertThat(Formats.of(source(name, text)).map(GraphFormat::name).orElse("-")).isEqualTo(format);
  }

  @Test
  void aZipIsAnArchiveWhateverItsName() {
    assertThat(Formats.of(source("x.json", "PK\3\4")).map(GraphFormat::name)).contains("tosca");
  }

  @Test
  void textThatCannotBeKeptIsAFault() {
    assertThat(faults(source("x.dot", "digraph { a [args=\"[\\\"\\u0000\\\"]\"] }")))
        .containsExactly("nodes[0].args[0]: text has a NUL character");
    assertThat(
            faults(source("x.json", "{\"workflow\": {\"tasks\": [{\"name\": \"half \\ud800\"}]}}")))
        .containsExactly("nodes[0].name: text has half a character");
  }

  @Test
  void circlesAreFaultsInEachFormat() {
    assertThat(faults(source("x.dot", "digraph { a -> b -> c -> b; d -> d }")))
        .singleElement()
        .asString()
        .contains("b, c");
    assertThat(
            faults(
                source(
                    "x.json",
                    "{\"workflow\": {\"tasks\": [{\"name\": \"me\", \"parents\": [\"me\"]}]}}")))
        .containsExactly("edges: these nodes wait for one another: me");
  }

  @Test
  void whatIsNoneOfTheFormatsIsAFault() {
    assertThat(faults(source("x", "hello")))
        .containsExactly("this is none of the formats that are read: gorch, dot, tosca, wfcommons");
  }

  @Test
  void aStreamIsReadUpToABound() throws Exception {
    assertThat(Source.bounded(new ByteArrayInputStream(new byte[10]), 10)).hasSize(10);
    assertThat(
            catchThrowableOfType(
                    FaultyGraphException.class,
                    () -> Source.bounded(new ByteArrayInputStream(new byte[11]), 10))
                .faults())
        .singleElement()
        .hasToString("the file has more than 10 bytes");
  }
}
