package orchestrator.flow.step;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class CompileTimeTest {
  @TempDir private Path classes;

  private static final String ADD =
      "Step.of(\"add\", Parameter.of(\"v\", Integer.class), "
          + "Parameter.of(\"by\", Integer.class).orElse(%s)).gives(%s.class, (v, by) -> %s)";
  private static final String CHAIN =
      "Stepper.taking(String.class).then(\"parse\", Integer.class, Integer::parseInt)"
          + ".then(\"next\", %s.class, v -> %s)";

  @Test
  void aLambdaOfTheRightTypesCompiles() {
    assertThat(errors(ADD.formatted("4", "Integer", "v + by"))).isEmpty();
    assertThat(errors(CHAIN.formatted("String", "\"\" + v"))).isEmpty();
  }

  @Test
  void aLambdaThatTakesOtherTypesDoesNotCompile() {
    assertThat(errors(ADD.formatted("4", "Integer", "v.length() + by"))).isNotEmpty();
    assertThat(errors(CHAIN.formatted("Integer", "v.length()"))).isNotEmpty();
  }

  @Test
  void aLambdaThatGivesAnotherTypeDoesNotCompile() {
    assertThat(errors(ADD.formatted("4", "String", "v + by"))).isNotEmpty();
    assertThat(errors(CHAIN.formatted("String", "v + 1"))).isNotEmpty();
  }

  @Test
  void aDefaultOfAnotherTypeDoesNotCompile() {
    assertThat(errors(ADD.formatted("\"4\"", "Integer", "v + by"))).isNotEmpty();
  }

  private List<String> errors(String expression) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
    String text =
        "import orchestrator.flow.step.*; class Sample { Object made = " + expression + "; }";
    JavaFileObject source =
        new SimpleJavaFileObject(URI.create("string:///Sample.java"), JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
          }
        };
    List<String> options =
        List.of(
            "-proc:none",
            "-d",
            classes.toString(),
            "-classpath",
            System.getProperty("java.class.path"));
    compiler.getTask(null, null, found, options, null, List.of(source)).call();
    return found.getDiagnostics().stream()
        .filter(each -> each.getKind() == Diagnostic.Kind.ERROR)
        .map(each -> each.getMessage(Locale.ROOT))
        .toList();
  }
}
