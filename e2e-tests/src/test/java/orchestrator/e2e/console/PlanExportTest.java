package orchestrator.e2e.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import orchestrator.e2e.harness.ServerJar;
import orchestrator.e2e.harness.Waiting;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/** What the page of a plan gives as files, of names that are to break them. */
class PlanExportTest extends OnConsole {
  private static final String MARKUP = "</text><script>alert(1)</script>&<img src=x onerror=x>";
  private static final String QUOTES = "a\"]; evil -> worse; \\ \\\" {|} 🧪 \u202Eevil";

  private Path files;

  @BeforeEach
  void aPlanWithHostileNames() throws Exception {
    study(2);
    train(1);
    one.renamePlan(key("plan"), MARKUP);
    one.updateFunction(key("function"), MARKUP, address("image"));
    one.updateFunction(key("together"), QUOTES, address("image"));
    files = Files.createDirectory(folder.resolve("files"));
    browser.saveTo(files);
    open(planPage());
    browser.await(".graph[data-drawn=complete]");
    browser.awaitText(".plan-head", "3 of 8 ended");
    browser.awaitText("h1", "<script>");
  }

  /** What the browser has saved, once it is whole. */
  private Path export(String format) throws Exception {
    browser.click("select[aria-label='Export the graph'] option[value=" + format + "]");
    Path file = files.resolve("plan-" + key("plan").substring(0, 8) + "." + format);
    Waiting waiting = new Waiting(Duration.ofSeconds(30));
    while (!Files.exists(file) || Files.size(file) == 0) {
      assertThat(waiting.isOver()).as("%s is not among %s", file, saved()).isFalse();
      waiting.pause();
    }
    return file;
  }

  private List<Path> saved() throws IOException {
    try (Stream<Path> all = Files.list(files)) {
      return all.toList();
    }
  }

  @Test
  void asJsonItHasEachTaskWithItsParents() throws Exception {
    JsonNode exported = new ObjectMapper().readTree(export("json").toFile());

    assertThat(exported.at("/plan/name").textValue()).isEqualTo(MARKUP);
    Map<String, JsonNode> tasks = new HashMap<>();
    exported.get("tasks").forEach(task -> tasks.put(task.get("key").textValue(), task));
    assertThat(tasks).hasSize(8);
    JsonNode together = tasks.get(key("together 1"));
    assertThat(together.at("/function/name").textValue()).isEqualTo(QUOTES);
    assertThat(together.get("status").textValue()).isEqualTo("ready");
    assertThat(together.get("round").intValue()).isEqualTo(1);
    List<String> parents = new ArrayList<>();
    together.get("parents").forEach(parent -> parents.add(parent.textValue()));
    assertThat(parents)
        .containsExactlyInAnyOrder(
            key("train 1 " + ONE), key("train 1 " + TWO), key("train 1 " + THREE));
    assertThat(tasks.get(key("train 1 " + TWO)).get("worker").textValue()).isEqualTo(TWO);
  }

  @Test
  void asSvgItIsAPictureInWhichNamesAreText() throws Exception {
    DocumentBuilderFactory reader = DocumentBuilderFactory.newInstance();
    reader.setNamespaceAware(true);
    Document picture = reader.newDocumentBuilder().parse(export("svg").toFile());

    assertThat(picture.getDocumentElement().getLocalName()).isEqualTo("svg");
    NodeList all = picture.getElementsByTagName("*");
    TreeSet<String> used = new TreeSet<>();
    TreeSet<String> tasks = new TreeSet<>();
    for (int i = 0; i < all.getLength(); i++) {
      used.add(all.item(i).getLocalName());
      var id = all.item(i).getAttributes().getNamedItem("id");
      if (id != null) {
        tasks.add(id.getNodeValue());
      }
    }
    assertThat(used).containsExactly("g", "path", "rect", "svg", "text", "title");
    assertThat(tasks).hasSize(8).contains("task-" + key("together 2"));
    assertThat(picture.getElementsByTagName("path").getLength()).isEqualTo(9);
    assertThat(picture.getElementsByTagName("title").item(0).getTextContent()).isEqualTo(MARKUP);
  }

  @Test
  void asDotItIsAGraphThatCanBeRead() throws Exception {
    Path file = export("dot");

    Path output = folder.resolve("output");
    Process check =
        ServerJar.start(
            List.of(),
            List.of("graph", "convert", "--to", "gorch", file.toString()),
            Map.of(),
            output);

    assertThat(check.waitFor()).as(Files.readString(output)).isZero();
    JsonNode graph = new ObjectMapper().readTree(output.toFile());
    assertThat(graph.get("name").textValue()).isEqualTo(MARKUP);
    assertThat(graph.get("nodes")).hasSize(8);
    assertThat(Files.readString(file)).contains(" -> ").contains(key("together 2"));
  }
}
