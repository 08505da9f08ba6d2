package orchestrator.graph.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import orchestrator.graph.gorch.FileView;
import orchestrator.graph.model.FaultyGraphException;
import orchestrator.graph.model.GraphCheck;
import orchestrator.graph.source.Source;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is changed in a file, it is read or told to be wrong, and nothing else happens. */
@Tag("slow")
class BrokenFilesTest {
  private static final int ROUNDS = 4_000;
  private static final List<String> PARTS =
      List.of(
          "{",
          "}",
          "[",
          "]",
          ":",
          "-",
          "\"",
          "'",
          ",",
          "\n",
          "\n  ",
          " ",
          "&a ",
          "*a",
          "<<: ",
          "->",
          "|",
          "null",
          "0",
          "-1",
          "1e9",
          "~",
          "!!int ",
          "? ",
          "get_input",
          "get_property",
          "SELF",
          "HOST",
          "host",
          "value",
          "\\",
          "\0",
          "é",
          "---\n",
          "%",
          "#",
          "<",
          ">",
          "=",
          ";",
          "type",
          "default");

  private static byte[] file(String name) throws Exception {
    Path resources = Path.of("src/test/resources/orchestrator/graph");
    return switch (name) {
      case "tosca" -> Files.readAllBytes(resources.resolve("tosca/bakery.yaml"));
      case "wfcommons" ->
          ("{\"name\":\"w\",\"workflow\":{\"specification\":{\"tasks\":[{\"id\":\"a\",\"children\":[\"b\"]},"
                  + "{\"id\":\"b\",\"inputFiles\":[\"f\"]}]},\"execution\":{\"tasks\":[{\"id\":\"a\","
                  + "\"runtimeInSeconds\":1.5,\"command\":{\"program\":\"p\",\"arguments\":[\"x\"]}}]}}}")
              .getBytes(StandardCharsets.UTF_8);
      case "csar" -> csar();
      default -> {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Formats.named(name).orElseThrow().write(FileView.of(new RandomGraphs(7).next()), out);
        yield out.toByteArray();
      }
    };
  }

  private static byte[] csar() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("TOSCA-Metadata/TOSCA.meta"));
      zip.write("Entry-Definitions: site.yaml\n".getBytes(StandardCharsets.UTF_8));
      zip.putNextEntry(new ZipEntry("site.yaml"));
      zip.write(file("tosca"));
    }
    return bytes.toByteArray();
  }

  private static byte[] changed(byte[] whole, Random random) {
    byte[] text = whole;
    for (int change = random.nextInt(4); change >= 0; change--) {
      int at = random.nextInt(text.length + 1);
      int end = Math.min(text.length, at + (random.nextBoolean() ? 0 : random.nextInt(12)));
      byte[] part =
          random.nextInt(8) == 0
              ? new byte[] {(byte) random.nextInt(256)}
              : PARTS.get(random.nextInt(PARTS.size())).getBytes(StandardCharsets.UTF_8);
      ByteArrayOutputStream next = new ByteArrayOutputStream();
      next.write(text, 0, at);
      next.writeBytes(part);
      next.writeBytes(Arrays.copyOfRange(text, end, text.length));
      text = next.toByteArray();
    }
    return text;
  }

  @ParameterizedTest
  @ValueSource(strings = {"gorch", "dot", "tosca", "csar", "wfcommons"})
  void theyAreReadOrRefused(String name) throws Exception {
    byte[] whole = file(name);
    GraphFormat format = Formats.named(name.equals("csar") ? "tosca" : name).orElseThrow();
    int refused = 0;
    for (int seed = 0; seed < ROUNDS; seed++) {
      byte[] bytes = changed(whole, new Random(seed));
      Source source = Source.of("broken", bytes);
      try {
        Formats.of(source);
        var graph = Formats.read(format, source, ReadOptions.DEFAULT).gorch().graph();
        assertThat(GraphCheck.faults(graph)).isEmpty();
      } catch (FaultyGraphException e) {
        refused++;
        assertThat(e.faults()).isNotEmpty().allMatch(fault -> !fault.message().isBlank());
      } catch (RuntimeException | StackOverflowError e) {
        fail("seed " + seed + " of " + name + ":\n" + new String(bytes, StandardCharsets.UTF_8), e);
      }
    }
    assertThat(refused).isBetween(ROUNDS / 10, ROUNDS);
  }
}
