package orchestrator.scenario.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProxyTypesTest {
  @TempDir Path folder;

  /** A kind that is on the class path, and that no list names. */
  public static final class Unlisted implements ProxyType {
    @Override
    public String name() {
      return "unlisted";
    }

    @Override
    public String description() {
      return "Does nothing.";
    }

    @Override
    public Map<String, String> options() {
      return Map.of();
    }

    @Override
    public Proxies open(Map<String, String> options) {
      return new Proxies() {
        @Override
        public Proxy connect(JsonNode node) {
          throw new UnsupportedOperationException();
        }
      };
    }
  }

  /** Has no constructor that could be called. */
  public static final class Shy {
    private Shy() {}
  }

  /** Compiles a kind of proxy, and lists it. */
  private Path jar(String type, String name) throws Exception {
    Path jar = Files.createDirectory(folder.resolve(type));
    Path source = jar.resolve(type + ".java");
    Files.writeString(
        source,
        """
        import java.util.Map;
        import orchestrator.scenario.proxy.*;

        public class %s implements ProxyType {
          public String name() { return "%s"; }
          public String description() { return "Mine."; }
          public Map<String, String> options() { return Map.of("a", "An a."); }
          public Proxies open(Map<String, String> options) {
            throw new IllegalArgumentException("a is " + options.get("a"));
          }
        }
        """
            .formatted(type, name));
    String path =
        new File(ProxyType.class.getProtectionDomain().getCodeSource().getLocation().toURI())
            .getPath();
    String jackson =
        new File(JsonNode.class.getProtectionDomain().getCodeSource().getLocation().toURI())
            .getPath();
    assertThat(
            ToolProvider.getSystemJavaCompiler()
                .run(
                    null,
                    null,
                    null,
                    "-proc:none",
                    "-cp",
                    path + File.pathSeparator + jackson,
                    source.toString()))
        .isZero();
    list(jar, type);
    return jar;
  }

  private static void list(Path jar, String type) throws Exception {
    Path services = Files.createDirectories(jar.resolve("META-INF/services"));
    Files.writeString(services.resolve(ProxyType.class.getName()), type + "\n");
  }

  @Test
  void oursAreFoundByName() {
    try (ProxyTypes types = ProxyTypes.of(List.of())) {
      assertThat(types.all()).extracting(ProxyType::name).contains("http").isSorted();
      assertThat(types.find("http").description()).startsWith("Posts");
    }
  }

  @Test
  void aKindIsFoundByItsClass() {
    try (ProxyTypes types = ProxyTypes.of(List.of())) {
      assertThat(types.find(Unlisted.class.getName())).isInstanceOf(Unlisted.class);
      assertThatThrownBy(() -> types.find("unlisted"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("there is no proxy unlisted; there are ")
          .hasMessageContaining("http");
      assertThatThrownBy(() -> types.find(Shy.class.getName()))
          .hasMessageContaining("is no orchestrator.scenario.proxy.ProxyType");
      assertThatThrownBy(() -> types.find(BlockingProxy.class.getName()))
          .hasMessageContaining("is no orchestrator.scenario.proxy.ProxyType");
    }
  }

  @Test
  void aFileThatIsNoJarIsNamed() throws Exception {
    Path file = Files.writeString(folder.resolve("one.json"), "{}");
    assertThatThrownBy(() -> ProxyTypes.of(List.of(file)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(file + " is no jar and no folder of classes");
  }

  @Test
  void aKindIsFoundInAJar() throws Exception {
    try (ProxyTypes types = ProxyTypes.of(List.of(jar("Mine", "mine")))) {
      assertThat(types.find("mine").description()).isEqualTo("Mine.");
      assertThat(types.find("Mine").description()).isEqualTo("Mine.");
      assertThatThrownBy(() -> types.open("mine", Map.of("a", "7"))).hasMessage("a is 7");
      assertThatThrownBy(() -> types.open("mine", Map.of("b", "7")))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("the proxy mine has no option b; it has a");
      assertThatThrownBy(() -> types.open(Unlisted.class.getName(), Map.of("b", "7")))
          .hasMessageEndingWith("has no option b; it has none");
    }
  }

  @Test
  void twoOfOneNameAreRefused() throws Exception {
    Path jar = jar("Http", "http");
    assertThatThrownBy(() -> ProxyTypes.of(List.of(jar)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("two kinds of proxy have the name http: ")
        .hasMessageContaining("Http");
  }

  @Test
  void aJarThatIsNoneOrListsNothingThatThereIsIsRefused() throws Exception {
    assertThatThrownBy(() -> ProxyTypes.of(List.of(folder.resolve("none.jar"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("none.jar cannot be read");
    Path jar = Files.createDirectory(folder.resolve("empty"));
    list(jar, "NotThere");
    assertThatThrownBy(() -> ProxyTypes.of(List.of(jar)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("NotThere");
  }
}
